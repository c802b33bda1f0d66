package io.millrace.spi.batch;

import java.util.Arrays;

/** Binary64 numbers. */
public final class DoubleVector extends Vector {
    private double[] values = new double[initialCapacity()];

    /** The values; only the first {@link #size()} count. */
    public double[] values() {
        return values;
    }

    public void append(int slot, double value) {
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
