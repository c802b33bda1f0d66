package io.millrace.formats.text;

import io.millrace.formats.scan.Utf8;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;

/** Text whose records are its lines; empty lines are passed over. */
public abstract class LineDecoder extends TextDecoder {
    /** The answer of {@link #line} to a line that became a row. */
    protected static final String TAKEN = "";

    protected LineDecoder(DecodeSettings settings) {
        super(settings);
    }

    /**
     * Reads the line {@code bytes[from, end)}, which is UTF-8 and not empty, into the row, whole or not at all.
     *
     * @return TAKEN, or why the line is rejected
     */
    protected abstract String line(int from, int end, int row);

    /** Whether the next line, empty or not, is no record; called once for each line. */
    protected boolean skips() {
        return false;
    }

    @Override
    protected final int record(int p) {
        int end = lineEnd(p);
        if (end == INCOMPLETE) {
            return INCOMPLETE;
        }
        if (end == TOO_LARGE) {
            skips();
            return cut(p);
        }
        int textEnd = textEnd(p, end);
        int next = afterLine(end);
        if (skips() || textEnd == p) {
            return next;
        }
        int invalid = Utf8.findInvalid(bytes, p, textEnd);
        if (invalid >= 0) {
            reject(ErrorCode.INVALID_UTF8, invalidAt(invalid, p), p, textEnd);
            return next;
        }
        String reason = line(p, textEnd, row());
        if (reason.isEmpty()) {
            endRecord(next - p);
        } else {
            reject(ErrorCode.MALFORMED_RECORD, reason, p, textEnd);
        }
        return next;
    }
}
