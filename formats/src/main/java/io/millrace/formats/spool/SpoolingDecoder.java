package io.millrace.formats.spool;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.columns.RowDecoder;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;

/**
 * Puts a payload aside until it is there as a whole, then reads it. The last byte of what is there counts as consumed only
 * when all rows are out. What cannot be read is one reject with the beginning of the payload; a row that is too large is one
 * without any of it.
 */
public abstract class SpoolingDecoder extends RowDecoder {
    private static final int REJECTED_BYTES = 1 << 16;
    /** Rows are read in portions, so that what was good before a damage is kept. */
    private static final int PORTION = 1024;

    private final SpoolLimits limits;
    private SpoolFile file;
    private RowFile rowFile;
    private boolean over;
    private RejectSink sink = (code, reason, payload, from, to) -> {};

    protected SpoolingDecoder(DecodeSettings settings, SpoolLimits limits) {
        super(settings);
        this.limits = requireNonNull(limits, "limits is null");
    }

    /**
     * @param meter counts what comes out of the file
     * @param kept takes it
     * @throws IOException when it is damaged
     */
    protected abstract RowFile open(SpoolFile whole, Meter meter, RowFile.Kept kept) throws IOException;

    @Override
    public final int decode(byte[] bytes, int from, int to, boolean complete, RejectSink rejects) {
        requireNonNull(rejects, "rejects is null");
        if (from == to || full()) {
            return 0;
        }
        if (over || rowFile != null) {
            return over ? passOver(to - from, complete) : readRows(rejects) ? to - from : 0;
        }
        int end = complete ? to : to - 1;
        spool(bytes, from, end);
        if (file.length() > limits.bytes()) {
            reject("Cannot read file: it has more than " + limits.bytes() + " bytes", rejects);
            return passOver(to - from, complete);
        }
        if (!complete) {
            return end - from;
        }
        boolean done = begin(rejects) && readRows(rejects);
        return done || rowFile == null ? to - from : to - 1 - from;
    }

    private int passOver(int count, boolean complete) {
        over = !complete;
        return count;
    }

    private void spool(byte[] bytes, int from, int to) {
        if (file == null) {
            file = SpoolFile.create();
        }
        file.append(bytes, from, to);
    }

    private boolean begin(RejectSink rejects) {
        try {
            rowFile = open(file, new Meter(settings, limits, file.length()), new Rows());
            return true;
        } catch (MillraceException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            reject(reason(e), rejects);
            return false;
        }
    }

    /** Whether the file is at its end. */
    private boolean readRows(RejectSink rejects) {
        sink = rejects;
        try {
            while (!full()) {
                int room = settings.batchRows() - rows();
                int count = rowFile.read(rows(), Math.min(room, PORTION));
                if (count == 0) {
                    end();
                    return true;
                }
            }
            return false;
        } catch (MillraceException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            drop();
            reject(reason(e), rejects);
            return true;
        }
    }

    private static String reason(Throwable error) {
        String message = error.getMessage();
        return "Cannot read file: " + (message == null ? error.getClass().getSimpleName() : message);
    }

    private void reject(String reason, RejectSink rejects) {
        byte[] head = new byte[(int) Math.min(file.length(), Math.min(REJECTED_BYTES, settings.maxRecordBytes()))];
        try {
            file.read(0, head, 0, head.length);
        } catch (IOException e) {
            throw new MillraceException(ErrorCode.STORAGE_FULL, "Cannot read a file that was put aside", e);
        }
        end();
        rejects.reject(ErrorCode.SOURCE_FORMAT, reason, head, 0, head.length);
    }

    private void end() {
        if (rowFile != null) {
            try {
                rowFile.close();
            } catch (IOException e) {
                throw new MillraceException(ErrorCode.INTERNAL_ERROR, "Cannot close a file that was put aside", e);
            } finally {
                rowFile = null;
            }
        }
        if (file != null) {
            SpoolFile done = file;
            file = null;
            done.close();
        }
    }

    @Override
    public final void close() {
        end();
    }

    private final class Rows implements RowFile.Kept {
        @Override
        public void keep(int rows, long bytes, int overflowedFields) {
            keepRows(rows, bytes, overflowedFields);
        }

        @Override
        public void tooLarge(long row) {
            drop();
            String reason = "Cannot read row " + row + ": it has more than " + settings.maxRecordBytes() + " bytes";
            sink.reject(ErrorCode.RECORD_TOO_LARGE, reason, new byte[0], 0, 0);
        }
    }
}
