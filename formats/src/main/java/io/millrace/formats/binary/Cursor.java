package io.millrace.formats.binary;

import io.millrace.formats.scan.Scan;
import io.millrace.spi.error.ErrorCode;

/**
 * Reads numbers and lengths from bytes. A fault is remembered, not thrown: from then on there is nothing left to read,
 * every read yields zero, and whoever began the record looks at {@link #sound} once.
 */
public final class Cursor {
    private static final int LONGEST_VARINT = 10;

    public byte[] bytes = {};
    public int at;
    public int end;

    private final int maxDepth;
    private int depth;
    private boolean failed;
    private boolean spoiled;
    private boolean cut;
    private int failedAt;
    private ErrorCode code = ErrorCode.MALFORMED_RECORD;
    private String reason = "";

    public Cursor(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /** Goes to {@code bytes[from, to)}, without a fault. */
    public void begin(byte[] input, int from, int to) {
        bytes = input;
        at = from;
        end = to;
        depth = 0;
        failed = false;
        spoiled = false;
        cut = false;
    }

    /** Whether there is nothing more to read because of a fault. */
    public boolean failed() {
        return failed;
    }

    /** Whether there was no fault since {@link #begin} or {@link #nextRecord}, nor a value that cannot be kept. */
    public boolean sound() {
        return !failed && !spoiled;
    }

    /** Begins another record in the same bytes: faults that left its end known are over. */
    public void nextRecord() {
        spoiled = false;
        depth = 0;
    }

    /** Whether the first fault was that the bytes end too early. */
    public boolean cut() {
        return cut;
    }

    public ErrorCode code() {
        return code;
    }

    /** What was wrong. */
    public String reason() {
        return reason;
    }

    /** Where it was found. */
    public int failedAt() {
        return failedAt;
    }

    public void fail(String why) {
        fail(ErrorCode.MALFORMED_RECORD, why);
    }

    /** Records a fault at the current position, unless there is one already. */
    public void fail(ErrorCode what, String why) {
        if (!failed) {
            failed = true;
            failedAt = at;
            code = what;
            reason = why;
        }
        at = end;
    }

    /** Records that a value cannot be kept, although where it ends is known; the record is not to be kept then. */
    public void spoil(ErrorCode what, String why) {
        if (sound()) {
            spoiled = true;
            failedAt = at;
            code = what;
            reason = why;
        }
    }

    private void cutShort() {
        cut |= !failed;
        fail("Cannot read record: it ends too early");
    }

    public int left() {
        return end - at;
    }

    /** Goes one level down; false, and a fault, when that is too deep. */
    public boolean enter() {
        if (++depth > maxDepth) {
            fail(ErrorCode.RECORD_TOO_DEEP, "Cannot read record: it is nested deeper than " + maxDepth + " levels");
            return false;
        }
        return true;
    }

    public void leave() {
        depth--;
    }

    /** Passes {@code length} bytes and returns where they began; a fault if there are fewer. */
    public int take(long length) {
        int from = at;
        if (length < 0) {
            fail("Cannot read record: a length is negative: " + length);
            return at;
        }
        if (length > end - at) {
            cutShort();
            return at;
        }
        at += (int) length;
        return from;
    }

    public int next() {
        if (at >= end) {
            cutShort();
            return 0;
        }
        return bytes[at++];
    }

    /** Seven bits a byte, the lowest first. */
    public long varint() {
        if (at < end && bytes[at] >= 0) {
            return bytes[at++];
        }
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (at >= end) {
                cutShort();
                return 0;
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        fail("Cannot read record: a number takes more than ten bytes");
        return 0;
    }

    /** A {@link #varint} whose lowest bit is the sign. */
    public long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Four bytes, the lowest first. */
    public int fixed32() {
        int p = take(4);
        return failed
                ? 0
                : (bytes[p] & 0xFF)
                        | (bytes[p + 1] & 0xFF) << 8
                        | (bytes[p + 2] & 0xFF) << 16
                        | (bytes[p + 3] & 0xFF) << 24;
    }

    /** Eight bytes, the lowest first. */
    public long fixed64() {
        int p = take(Long.BYTES);
        return failed ? 0 : (long) Scan.LONGS.get(bytes, p);
    }
}
