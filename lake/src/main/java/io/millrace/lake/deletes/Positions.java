package io.millrace.lake.deletes;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Positions of rows, without an object each. */
public final class Positions {
    private long[] values = new long[16];
    private int size;

    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public LongStream stream() {
        return Arrays.stream(values, 0, size);
    }
}
