package io.millrace.spi.batch;

import java.util.Arrays;

/**
 * Values of one kind, in the order of their slots.
 *
 * <p>A slot is the place of a value in its scope: the row for a top-level column and for fields of structs in it, the
 * ordinal of the element for everything inside a list. Only values that are present are stored: value {@code i} belongs
 * to slot {@code slots()[i]}, slots strictly ascend, and a slot without a value is null. A field that is missing from
 * most rows therefore costs nothing.
 *
 * <p>Vectors are filled by appending and are reused from batch to batch. Arrays returned by accessors are the backing
 * arrays, longer than {@link #size()}, valid until the next append. Not safe for use by two threads.
 */
public abstract sealed class Vector
        permits BooleanVector,
                LongVector,
                DoubleVector,
                DecimalVector,
                BytesVector,
                StructVector,
                ListVector,
                MapVector {
    private static final int INITIAL_CAPACITY = 64;

    private int[] slots = new int[INITIAL_CAPACITY];
    private int size;

    /** How many values are present. */
    public final int size() {
        return size;
    }

    /** The slot of each value, ascending; only the first {@link #size()} entries count. */
    public final int[] slots() {
        return slots;
    }

    /** The slot of the last value, or -1 when there is none. */
    public final int lastSlot() {
        return size == 0 ? -1 : slots[size - 1];
    }

    /** The index of the value at {@code slot}, or a negative number when that slot is null. */
    public final int indexOf(int slot) {
        return Arrays.binarySearch(slots, 0, size, slot);
    }

    /**
     * Makes room for {@code count} more values and returns the index of the first: write their slots and values into the
     * backing arrays from that index on, then {@link #advance}. For bulk copies between columnar forms.
     */
    public final int makeRoom(int count) {
        int needed = size + count;
        if (needed > slots.length) {
            slots = Arrays.copyOf(slots, needed);
            grow(needed);
        }
        return size;
    }

    /** Makes the {@code count} entries written after {@link #makeRoom} values. */
    public final void advance(int count) {
        if (count < 0 || size + count > slots.length) {
            throw new IllegalArgumentException("no room for %d more values".formatted(count));
        }
        size += count;
        advanced();
    }

    /** Removes every value at {@code slot} or after it. */
    public final void truncate(int slot) {
        int kept = size;
        while (kept > 0 && slots[kept - 1] >= slot) {
            kept--;
        }
        if (kept != size || this instanceof StructVector) {
            size = kept;
            truncated(slot);
        }
    }

    /** Removes all values and keeps the memory. */
    public final void clear() {
        size = 0;
        truncated(0);
    }

    /** Called after values were removed from the end; {@link #size()} tells how many are left. */
    abstract void truncated(int slot);

    /** Called after {@link #advance}. */
    void advanced() {}

    /** Grows the arrays of values to hold {@code capacity} values. */
    abstract void grow(int capacity);

    /** Takes the next slot; returns the index at which its value is to be stored. */
    final int push(int slot) {
        int index = size;
        if (index == slots.length) {
            int capacity = index + (index >> 1) + 1;
            slots = Arrays.copyOf(slots, capacity);
            grow(capacity);
        }
        slots[index] = slot;
        size = index + 1;
        return index;
    }

    final void shareSlots(Vector other) {
        slots = other.slots;
        size = other.size;
    }

    static int initialCapacity() {
        return INITIAL_CAPACITY;
    }
}
