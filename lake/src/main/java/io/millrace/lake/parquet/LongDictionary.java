package io.millrace.lake.parquet;

import java.util.Arrays;

/** Distinct numbers of 4 or 8 bytes, as bits. */
final class LongDictionary implements Dictionary {
    private static final int INITIAL_SLOTS = 1 << 10;
    private static final int MAX_PROBES = 256;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final int width;
    private final int maxSize;
    private long[] values = new long[INITIAL_SLOTS / 2];
    private int size;
    /** Two places a slot: the value, and its index plus one, or zero when the slot is free. */
    private long[] slots = new long[INITIAL_SLOTS * 2];

    private int shift = Long.SIZE - Integer.numberOfTrailingZeros(INITIAL_SLOTS);

    LongDictionary(int width, int maxBytes) {
        this.width = width;
        this.maxSize = Math.max(1, maxBytes / width);
    }

    /** Looks up and adds values until it is full; returns how many got an index. */
    int index(long[] source, int from, int to, int[] target, int offset) {
        for (int i = from; i < to; i++) {
            int index = index(source[i]);
            if (index < 0) {
                return i - from;
            }
            target[offset + i - from] = index;
        }
        return to - from;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long plainBytes() {
        return (long) size * width;
    }

    @Override
    public void encode(ByteSink out) {
        LongEncoder.encodePlain(values, 0, size, width, out);
    }

    @Override
    public void expand(int[] indices, int count, ByteSink out) {
        byte[] target = out.reserve(count * width);
        int at = out.size();
        for (int i = 0; i < count; i++) {
            if (width == Long.BYTES) {
                ByteSink.LONG.set(target, at + i * Long.BYTES, values[indices[i]]);
            } else {
                ByteSink.INT.set(target, at + i * Integer.BYTES, (int) values[indices[i]]);
            }
        }
        out.advance(count * width);
    }

    @Override
    public long memory() {
        return (long) values.length * Long.BYTES + (long) slots.length * Long.BYTES;
    }

    @Override
    public void clear() {
        if (size > 0) {
            size = 0;
            Arrays.fill(slots, 0);
        }
    }

    @Override
    public void release() {
        size = 0;
        values = new long[INITIAL_SLOTS / 2];
        allocate(INITIAL_SLOTS);
    }

    private int index(long value) {
        int mask = slots.length - 1;
        int place = place(value);
        int probes = 0;
        while (slots[place + 1] != 0) {
            if (slots[place] == value) {
                return (int) slots[place + 1] - 1;
            }
            if (++probes == MAX_PROBES) {
                return -1;
            }
            place = (place + 2) & mask;
        }
        return add(value, place);
    }

    private int add(long value, int place) {
        if (size == maxSize) {
            return -1;
        }

        slots[place] = value;
        slots[place + 1] = size + 1L;
        values[size++] = value;
        if (size == values.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        values = Arrays.copyOf(values, size * 2);
        allocate(slots.length);
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int place = place(values[i]);
            while (slots[place + 1] != 0) {
                place = (place + 2) & mask;
            }
            slots[place] = values[i];
            slots[place + 1] = i + 1L;
        }
    }

    /** Where the search for a value begins. */
    private int place(long value) {
        return (int) (((value ^ (value >>> 32)) * MIX) >>> shift) * 2;
    }

    private void allocate(int slotCount) {
        slots = new long[slotCount * 2];
        shift = Long.SIZE - Integer.numberOfTrailingZeros(slotCount);
    }
}
