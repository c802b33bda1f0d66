package io.millrace.lake.parquet;

import java.util.Arrays;

/** Distinct texts or byte strings, kept as the dictionary page will hold them. */
final class BytesDictionary implements Dictionary {
    private static final int INITIAL_SLOTS = 1 << 8;
    private static final int MAX_PROBES = 256;
    private static final long LOW = 0xffff_ffffL;

    private final int prefix;
    private final ByteSink data = new ByteSink();
    private int[] starts = new int[INITIAL_SLOTS / 2 + 1];
    private int size;
    private int mask = INITIAL_SLOTS - 1;
    /** The hash of an entry in the upper half, its index plus one in the lower. */
    private long[] slots = new long[INITIAL_SLOTS];

    /** @param prefix how many bytes the length of a value takes: 4, or none when all have the same length */
    BytesDictionary(int prefix) {
        this.prefix = prefix;
    }

    /** The index of a value, or -1 when it is new or too many values have much the same hash. */
    int find(byte[] source, int from, int to, int hash) {
        int slot = hash & mask;
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            long entry = slots[slot];
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> Integer.SIZE) == hash) {
                int index = (int) (entry & LOW) - 1;
                int start = starts[index] + prefix;
                if (starts[index + 1] - start == to - from && same(data.bytes(), start, source, from, to - from)) {
                    return index;
                }
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** Adds a value that was not found; returns its index, or -1 when too many values have much the same hash. */
    int add(byte[] source, int from, int to, int hash) {
        int slot = hash & mask;
        int probes = 0;
        while (slots[slot] != 0) {
            if (++probes == MAX_PROBES) {
                return -1;
            }
            slot = (slot + 1) & mask;
        }

        if (prefix > 0) {
            data.writeInt(to - from);
        }
        data.write(source, from, to - from);
        slots[slot] = ((long) hash << Integer.SIZE) | (size + 1);
        size++;
        starts[size] = data.size();
        if (size + 1 == starts.length) {
            grow();
        }
        return size - 1;
    }

    /** Reads eight bytes at a time; the last eight overlap those before. */
    static int hash(byte[] source, int from, int to) {
        int length = to - from;
        long hash = length * 0x9E3779B97F4A7C15L;
        if (length >= Long.BYTES) {
            for (int at = from; at < to - Long.BYTES; at += Long.BYTES) {
                hash = mix(hash, (long) ByteSink.LONG.get(source, at));
            }
            hash = mix(hash, (long) ByteSink.LONG.get(source, to - Long.BYTES));
        } else if (length >= Integer.BYTES) {
            long first = (int) ByteSink.INT.get(source, from);
            long last = (int) ByteSink.INT.get(source, to - Integer.BYTES);
            hash = mix(hash, (first << Integer.SIZE) | (last & LOW));
        } else {
            long tail = 0;
            for (int at = from; at < to; at++) {
                tail = (tail << Byte.SIZE) | (source[at] & 0xff);
            }
            hash = mix(hash, tail);
        }
        return (int) (hash ^ (hash >>> Integer.SIZE));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long plainBytes() {
        return data.size();
    }

    @Override
    public void encode(ByteSink out) {
        out.write(data.bytes(), 0, data.size());
    }

    @Override
    public void expand(int[] indices, int count, ByteSink out) {
        for (int i = 0; i < count; i++) {
            int start = starts[indices[i]];
            out.write(data.bytes(), start, starts[indices[i] + 1] - start);
        }
    }

    @Override
    public long memory() {
        return data.capacity() + (long) starts.length * Integer.BYTES + (long) slots.length * Long.BYTES;
    }

    @Override
    public void clear() {
        if (size > 0) {
            size = 0;
            data.clear();
            Arrays.fill(slots, 0);
        }
    }

    @Override
    public void release() {
        size = 0;
        data.release();
        starts = new int[INITIAL_SLOTS / 2 + 1];
        slots = new long[INITIAL_SLOTS];
        mask = INITIAL_SLOTS - 1;
    }

    /** Compares as {@link #hash} reads; most values are too short for a vectorised comparison to pay. */
    private static boolean same(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        if (length >= Long.BYTES) {
            int last = length - Long.BYTES;
            for (int i = 0; i < last; i += Long.BYTES) {
                if ((long) ByteSink.LONG.get(a, aFrom + i) != (long) ByteSink.LONG.get(b, bFrom + i)) {
                    return false;
                }
            }
            return (long) ByteSink.LONG.get(a, aFrom + last) == (long) ByteSink.LONG.get(b, bFrom + last);
        }

        for (int i = 0; i < length; i++) {
            if (a[aFrom + i] != b[bFrom + i]) {
                return false;
            }
        }
        return true;
    }

    /** Both halves of the product: the lower one alone would not tell values apart by their last bytes. */
    private static long mix(long hash, long bits) {
        long input = hash ^ bits;
        return (input * 0xD6E8FEB86659FD93L) ^ Math.multiplyHigh(input, 0xD6E8FEB86659FD93L);
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        starts = Arrays.copyOf(starts, slots.length / 2 + 1);
        mask = slots.length - 1;
        for (long entry : old) {
            if (entry != 0) {
                int slot = (int) (entry >>> Integer.SIZE) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = entry;
            }
        }
    }
}
