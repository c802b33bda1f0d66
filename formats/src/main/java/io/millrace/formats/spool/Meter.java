package io.millrace.formats.spool;

import io.millrace.spi.decode.DecodeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Counts what comes out of one file, of which a few bytes may stand for any number of equal values: its rows and elements,
 * the bytes of its values, those of a row, and those of a portion of rows. Faults are reasons to reject the file.
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

    /** Counts bytes that a value of the current row takes. */
    public void take(long count) {
        if (count < 0) {
            throw fault("a value says it has " + Long.toUnsignedString(count) + " bytes");
        }
        if (count > mostOfRow - row) {
            throw fault("a row has more than " + mostOfRow + " bytes");
        }
        row += count;
    }

    /** Counts elements of a list or a map in the current row, which may be null. */
    public void takeElements(long count) {
        take(count);
        elements += count;
        if (elements > mostElements) {
            throw fault("its lists and maps have more than " + mostElements + " elements (see MAX_FILE_ROWS)");
        }
    }

    private static UncheckedIOException fault(String reason) {
        return new UncheckedIOException(reason, new IOException(reason));
    }

    public void endRow() {
        portion += row;
        bytes += row;
        if (bytes > mostBytes) {
            throw fault("its values take more than " + mostBytes + " bytes");
        }
        row = 0;
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
