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
    private long[] keys = new long[INITIAL_SLOTS];
    private int[] numbers = new int[INITIAL_SLOTS];
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
        return (long) values.length * Long.BYTES + (long) keys.length * (Long.BYTES + Integer.BYTES);
    }

    @Override
    public void clear() {
        if (size > 0) {
            size = 0;
            Arrays.fill(numbers, 0);
        }
    }

    @Override
    public void release() {
        size = 0;
        values = new long[INITIAL_SLOTS / 2];
        allocate(INITIAL_SLOTS);
    }

    private int index(long value) {
        int mask = keys.length - 1;
        int slot = (int) (((value ^ (value >>> 32)) * MIX) >>> shift);
        int probes = 0;
        while (numbers[slot] != 0) {
            if (keys[slot] == value) {
                return numbers[slot] - 1;
            }
            if (++probes == MAX_PROBES) {
                return -1;
            }
            slot = (slot + 1) & mask;
        }
        return add(value, slot);
    }

    private int add(long value, int slot) {
        if (size == maxSize) {
            return -1;
        }

        keys[slot] = value;
        numbers[slot] = size + 1;
        values[size++] = value;
        if (size == values.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        values = Arrays.copyOf(values, size * 2);
        allocate(keys.length * 2);
        int mask = keys.length - 1;
        for (int i = 0; i < size; i++) {
            long value = values[i];
            int slot = (int) (((value ^ (value >>> 32)) * MIX) >>> shift);
            while (numbers[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            keys[slot] = value;
            numbers[slot] = i + 1;
        }
    }

    private void allocate(int slots) {
        keys = new long[slots];
        numbers = new int[slots];
        shift = Long.SIZE - Integer.numberOfTrailingZeros(slots);
    }
}
