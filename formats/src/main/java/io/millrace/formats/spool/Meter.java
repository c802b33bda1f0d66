package io.millrace.formats.spool;

import io.millrace.spi.decode.DecodeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Counts what comes out of one file, of which a few bytes may stand for any number of equal values: its rows and elements,
 * the bytes of its values, those of a row, and those of a portion of rows. Faults are reasons to reject the file; a row
 * that is too large costs itself only.
 */
public final class Meter {
    /** What a number takes in memory, about. */
    public static final int VALUE_BYTES = Long.BYTES;

    /** So many elements of lists and maps may stand in a byte, on top of the number of rows. */
    private static final long ELEMENTS_PER_BYTE = 1000;

    /** So many bytes of values may stand in a file of any size, and so many more in each of its bytes. */
    private static final long BYTES_IN_ANY_FILE = 64L << 30;

    private static final long BYTES_PER_BYTE = 1000;

    private final long mostRows;
    private final long mostElements;
    private final long mostBytes;
    private final long mostOfRow;
    private final long mostOfPortion;
    private long rows;
    private long elements;
    private long bytes;
    private long row;
    private long portion;

    Meter(DecodeSettings settings, SpoolLimits limits, long fileBytes) {
        mostRows = limits.rows();
        mostElements = Math.min(Long.MAX_VALUE / 2, limits.rows()) + ELEMENTS_PER_BYTE * fileBytes;
        mostBytes = BYTES_IN_ANY_FILE + BYTES_PER_BYTE * fileBytes;
        mostOfRow = settings.maxRecordBytes();
        mostOfPortion = settings.batchBytes();
    }

    /** Counts rows that a part of the file says it has. */
    public void countRows(long count) throws IOException {
        if (count < 0) {
            throw new IOException("a part of it says it has " + Long.toUnsignedString(count) + " rows");
        }
        if (count > mostRows - rows) {
            throw new IOException("it says it has more than " + mostRows + " rows (see MAX_FILE_ROWS)");
        }
        rows += count;
    }

    /**
     * Counts bytes that a value of the current row takes.
     *
     * @return whether the row still fits: if not, the value, and all that follow in the row, are to be passed over
     */
    public boolean take(long count) {
        if (count < 0) {
            throw fault("a value says it has " + Long.toUnsignedString(count) + " bytes");
        }
        row = count > Long.MAX_VALUE - row ? Long.MAX_VALUE : row + count;
        return fits();
    }

    /** Counts elements of a list or a map in the current row, which may be null; the same of them. */
    public boolean takeElements(long count) {
        boolean fits = take(count);
        if (count > mostElements - elements) {
            throw fault("its lists and maps have more than " + mostElements + " elements (see MAX_FILE_ROWS)");
        }
        elements += count;
        return fits;
    }

    /** Whether the current row has no more bytes than a row may have. */
    public boolean fits() {
        return row <= mostOfRow;
    }

    private static UncheckedIOException fault(String reason) {
        return new UncheckedIOException(reason, new IOException(reason));
    }

    /** Begins the next row; whether the one that ends fits, and belongs to the portion. */
    public boolean endRow() {
        boolean fits = fits();
        if (row > mostBytes - bytes) {
            throw fault("its values take more than " + mostBytes + " bytes");
        }
        bytes += row;
        portion += fits ? row : 0;
        row = 0;
        return fits;
    }

    /** Whether the portion may take one more row. */
    public boolean hasRoom() {
        return portion < mostOfPortion;
    }

    /** Ends the portion; how many bytes its rows take. */
    public long takeBytes() {
        long taken = portion;
        portion = 0;
        return taken;
    }
}
