package io.millrace.lake.parquet;

import java.util.Arrays;

/** The levels of the open page, of one kind. As long as all are the same, they take no memory. */
final class LevelBuffer {
    private final int width;
    private boolean uniform = true;
    private byte level;
    private int count;
    private byte[] levels = new byte[0];

    LevelBuffer(int max) {
        this.width = Runs.width(max);
    }

    void append(byte value, int times) {
        if (uniform && (count == 0 || level == value)) {
            level = value;
        } else {
            Arrays.fill(reserve(times), count, count + times, value);
        }
        count += times;
    }

    void append(byte[] source, int from, int to) {
        System.arraycopy(source, from, reserve(to - from), count, to - from);
        count += to - from;
    }

    int count() {
        return count;
    }

    byte at(int entry) {
        return uniform ? level : levels[entry];
    }

    long memory() {
        return levels.length;
    }

    /** Writes the levels as a data page holds them, behind their length; nothing when there is only one level. */
    void encode(ByteSink out) {
        if (width == 0) {
            return;
        }

        int start = out.size();
        out.writeInt(0);
        if (uniform) {
            Runs.repeat(level, count, width, out);
        } else {
            Runs.encode(levels, count, width, out);
        }
        ByteSink.INT.set(out.bytes(), start, out.size() - start - Integer.BYTES);
    }

    /** Replaces the levels by those that {@link #encode} wrote at {@code from}; returns the place behind them. */
    int decode(byte[] page, int from, int entries) {
        clear();
        if (width == 0) {
            append((byte) 0, entries);
            return from;
        }

        byte[] target = reserve(entries);
        uniform = false;
        Runs.decode(page, from + Integer.BYTES, width, target, entries);
        count = entries;
        return from + Integer.BYTES + (int) ByteSink.INT.get(page, from);
    }

    void clear() {
        uniform = true;
        count = 0;
    }

    void release() {
        clear();
        levels = new byte[0];
    }

    private byte[] reserve(int more) {
        int needed = count + more;
        if (levels.length < needed) {
            levels = Arrays.copyOf(levels, Math.max(needed, count + (count >> 1)));
        }
        if (uniform) {
            Arrays.fill(levels, 0, count, level);
            uniform = false;
        }
        return levels;
    }
}
