package io.millrace.formats.text;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.columns.RowDecoder;
import io.millrace.formats.scan.ByteOrderMark;
import io.millrace.formats.scan.Scan;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.ErrorCode;
import java.util.Arrays;

/**
 * Text in UTF-8 whose records begin on lines of their own. A subclass reads one record at a time. Of a record that is too
 * large the first part is rejected; the rest, up to the next line, is passed over without being kept.
 */
public abstract class TextDecoder extends RowDecoder {
    /** The record, or the line, goes on in bytes that are yet to come. */
    protected static final int INCOMPLETE = -1;
    /** The line is longer than a record may be. */
    protected static final int TOO_LARGE = -2;

    protected final int maxBytes;

    // the input of the current call
    protected byte[] bytes = new byte[0];
    protected int to;
    protected boolean complete;
    private RejectSink rejects;

    private boolean atStart = true;
    private boolean passingOver;

    protected TextDecoder(DecodeSettings settings) {
        super(settings);
        maxBytes = settings.maxRecordBytes();
    }

    /** Reads the record at {@code p}; returns the position after it and its line break, or INCOMPLETE. */
    protected abstract int record(int p);

    /** Called before the first record of a payload. */
    protected void beginPayload() {}

    @Override
    public final int decode(byte[] input, int from, int until, boolean whole, RejectSink sink) {
        bytes = requireNonNull(input, "bytes is null");
        rejects = requireNonNull(sink, "rejects is null");
        to = until;
        complete = whole;
        int p = from;
        if (atStart) {
            p = ByteOrderMark.after(bytes, from, to, complete);
            if (p < 0) {
                return 0;
            }
            atStart = false;
            passingOver = false;
            beginPayload();
        }
        p = records(p);
        atStart = complete && p >= to;
        return p - from;
    }

    private int records(int p) {
        while (p < to) {
            if (passingOver) {
                int newline = Scan.find(bytes, p, to, (byte) '\n');
                passingOver = newline == to;
                p = passingOver ? to : newline + 1;
                continue;
            }
            if (full()) {
                return p;
            }
            int next = record(p);
            if (next == INCOMPLETE) {
                return p;
            }
            p = next;
        }
        return p;
    }

    /** The position of the line break that ends the line at {@code p}, or the end of the text; or INCOMPLETE or TOO_LARGE. */
    protected final int lineEnd(int p) {
        int limit = limit(p);
        int newline = Scan.find(bytes, p, limit, (byte) '\n');
        if (newline < limit) {
            return newline;
        }
        if (limit - p > maxBytes) {
            return TOO_LARGE;
        }
        return complete ? to : INCOMPLETE;
    }

    /** How far a record that begins at {@code p} is looked at: one byte beyond what it may have, so that more is noticed. */
    protected final int limit(int p) {
        return to - p > maxBytes ? p + maxBytes + 1 : to;
    }

    /** The end of a line without the carriage return that belongs to its break. */
    protected final int textEnd(int p, int lineEnd) {
        return lineEnd > p && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    }

    /** The position after the line break at {@code lineEnd}, if there is one. */
    protected final int afterLine(int lineEnd) {
        return lineEnd < to ? lineEnd + 1 : to;
    }

    /** The slot of the record being read. */
    protected final int row() {
        return rows();
    }

    /** Ends a record that took so many bytes: its values are there. */
    protected final void endRecord(int length) {
        keep(length, root.end(rows()));
    }

    /** What has to stand before a record of this payload if it is to be decoded by itself: a header. Nothing as a rule. */
    protected byte[] context() {
        return new byte[0];
    }

    /** Rejects a record, behind its context: so it can be decoded once more. */
    protected final void reject(ErrorCode code, String reason, int from, int until) {
        byte[] context = context();
        if (context.length == 0) {
            rejects.reject(code, reason, bytes, from, until);
        } else if (rejects instanceof ContextSink sink) {
            sink.reject(code, reason, context, bytes, from, until);
        } else {
            byte[] whole = Arrays.copyOf(context, context.length + until - from);
            System.arraycopy(bytes, from, whole, context.length, until - from);
            rejects.reject(code, reason, whole, 0, whole.length);
        }
    }

    /** Says what byte of the record at {@code p} is no UTF-8. */
    protected final String invalidAt(int invalid, int p) {
        return String.format("expected UTF-8, found byte 0x%02X at byte %d", bytes[invalid] & 0xFF, invalid - p);
    }

    /** Rejects what fits of a record that is too large, and passes over the rest of its line. */
    protected final int cut(int p) {
        int end = p + maxBytes;
        rejects.reject(
                ErrorCode.RECORD_TOO_LARGE,
                "expected at most " + maxBytes + " bytes, found more; only the first " + maxBytes + " are kept",
                bytes,
                p,
                end);
        passingOver = true;
        return end;
    }
}
