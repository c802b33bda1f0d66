package io.millrace.spi.batch;

import java.util.Arrays;

/** 64-bit integers, days, or microseconds, as the kind of the column says. */
public final class LongVector extends Vector {
    private long[] values = new long[initialCapacity()];

    /** The values; only the first {@link #size()} count. */
    public long[] values() {
        return values;
    }

    public void append(int slot, long value) {
        int index = push(slot);
        values[index] = value;
    }

    @Override
    void truncated(int slot) {}

    @Override
    void grow(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }
}
