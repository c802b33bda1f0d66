package io.millrace.formats.parquet;

import java.util.Arrays;

/** Some of the values of a column: numbers as their bits, or the places of bytes. */
final class Window {
    long[] numbers = {};
    byte[] bytes = {};
    int[] starts = {};
    int[] ends = {};
    /** Whether all bytes are ASCII, or were looked at and found to be UTF-8. */
    boolean utf8;

    /** @param wide whether the values are bytes and no numbers */
    void makeRoom(int count, boolean wide) {
        if (!wide && numbers.length < count) {
            numbers = new long[count];
        } else if (wide && starts.length < count) {
            starts = new int[count];
            ends = new int[count];
        }
    }

    /** Puts bytes of its own behind those that are there. */
    void append(int index, int at, byte[] value) {
        if (value.length > bytes.length - at) {
            bytes = Arrays.copyOf(bytes, Math.max(at + value.length, bytes.length * 2));
        }
        System.arraycopy(value, 0, bytes, at, value.length);
        starts[index] = at;
        ends[index] = at + value.length;
    }
}
