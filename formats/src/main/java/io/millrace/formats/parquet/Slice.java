package io.millrace.formats.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where the bytes of the current value lie. */
final class Slice {
    byte[] bytes = {};
    int from;
    int to;
    /** Whether they are known to be UTF-8. */
    boolean utf8;

    int length() {
        return to - from;
    }

    Slice of(Window window, int value) {
        bytes = window.bytes;
        from = window.starts[value];
        to = window.ends[value];
        utf8 = window.utf8;
        return this;
    }

    /** The bytes as numbers, the lowest byte first. */
    ByteBuffer numbers() {
        return ByteBuffer.wrap(bytes, from, to - from).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
