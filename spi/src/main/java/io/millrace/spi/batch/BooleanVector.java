package io.millrace.spi.batch;

import java.util.Arrays;

/** Booleans. */
public final class BooleanVector extends Vector {
    private boolean[] values = new boolean[initialCapacity()];

    /** The values; only the first {@link #size()} count. */
    public boolean[] values() {
        return values;
    }

    public void append(int slot, boolean value) {
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
