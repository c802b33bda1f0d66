package io.millrace.lake.parquet;

import java.util.Arrays;

/**
 * Parquet's hybrid of run lengths and bit packing, for levels and dictionary indices. The whole page is at hand, so that
 * runs are found by looking ahead.
 */
final class Runs {
    private static final int GROUP = 8;
    private static final long ONES = 0x0101010101010101L;

    private Runs() {}

    /** The number of bits that hold 0 to {@code max}. */
    static int width(int max) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(max);
    }

    static void encode(int[] values, int count, int width, ByteSink out) {
        int packedFrom = 0;
        int at = 0;
        while (at < count) {
            int value = values[at];
            int end = at + 1;
            while (end < count && values[end] == value) {
                end++;
            }
            // A packed stretch ends on a whole group, so the run lends it what is missing.
            int lent = -(at - packedFrom) & (GROUP - 1);
            if (end - at - lent >= GROUP) {
                pack(values, packedFrom, at + lent, width, out);
                repeat(value, end - at - lent, width, out);
                packedFrom = end;
            }
            at = end;
        }
        pack(values, packedFrom, count, width, out);
    }

    static void encode(byte[] values, int count, int width, ByteSink out) {
        int packedFrom = 0;
        int at = 0;
        while (at < count) {
            int end = endOfRun(values, at, count);
            int lent = -(at - packedFrom) & (GROUP - 1);
            if (end - at - lent >= GROUP) {
                pack(values, packedFrom, at + lent, width, out);
                repeat(values[at], end - at - lent, width, out);
                packedFrom = end;
            }
            at = end;
        }
        pack(values, packedFrom, count, width, out);
    }

    /** A run of one value. */
    static void repeat(int value, int count, int width, ByteSink out) {
        if (count == 0) {
            return;
        }

        out.writeVarInt(count << 1);
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }

    /** Reads {@code count} levels from {@code source[from, ..)} into {@code target}. */
    static void decode(byte[] source, int from, int width, byte[] target, int count) {
        int at = from;
        int done = 0;
        while (done < count) {
            int header = 0;
            int shift = 0;
            int part;
            do {
                part = source[at++];
                header |= (part & 0x7f) << shift;
                shift += 7;
            } while (part < 0);

            int length = header >>> 1;
            if ((header & 1) == 0) {
                Arrays.fill(target, done, done + length, source[at++]);
                done += length;
            } else {
                int taken = Math.min(length * GROUP, count - done);
                unpack(source, at, width, target, done, taken);
                at += length * width;
                done += taken;
            }
        }
    }

    private static int endOfRun(byte[] values, int from, int count) {
        long pattern = values[from] * ONES;
        int end = from + 1;
        while (end + Long.BYTES <= count && (long) ByteSink.LONG.get(values, end) == pattern) {
            end += Long.BYTES;
        }
        while (end < count && values[end] == values[from]) {
            end++;
        }
        return end;
    }

    private static void pack(int[] values, int from, int to, int width, ByteSink out) {
        int groups = packHeader(from, to, out);
        byte[] target = out.reserve(groups * width + Long.BYTES);
        int at = out.size();
        long bits = 0;
        int filled = 0;
        for (int i = from; i < to; i++) {
            bits |= (long) values[i] << filled;
            filled += width;
            if (filled >= Integer.SIZE) {
                ByteSink.INT.set(target, at, (int) bits);
                at += Integer.BYTES;
                bits >>>= Integer.SIZE;
                filled -= Integer.SIZE;
            }
        }
        padded(groups * width, target, at, bits, out);
    }

    private static void pack(byte[] values, int from, int to, int width, ByteSink out) {
        int groups = packHeader(from, to, out);
        byte[] target = out.reserve(groups * width + Long.BYTES);
        int at = out.size();
        long bits = 0;
        int filled = 0;
        for (int i = from; i < to; i++) {
            bits |= (long) values[i] << filled;
            filled += width;
            if (filled >= Integer.SIZE) {
                ByteSink.INT.set(target, at, (int) bits);
                at += Integer.BYTES;
                bits >>>= Integer.SIZE;
                filled -= Integer.SIZE;
            }
        }
        padded(groups * width, target, at, bits, out);
    }

    private static int packHeader(int from, int to, ByteSink out) {
        int groups = (to - from + GROUP - 1) / GROUP;
        if (groups > 0) {
            out.writeVarInt((groups << 1) | 1);
        }
        return groups;
    }

    /** Writes the last bits and the zeros that fill up the last group. */
    private static void padded(int length, byte[] target, int at, long bits, ByteSink out) {
        int end = out.size() + length;
        long rest = bits;
        for (int i = at; i < end; i++) {
            target[i] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
        out.advance(length);
    }

    private static void unpack(byte[] source, int from, int width, byte[] target, int offset, int count) {
        int mask = (1 << width) - 1;
        long bits = 0;
        int held = 0;
        int at = from;
        for (int i = 0; i < count; i++) {
            while (held < width) {
                bits |= (source[at++] & 0xffL) << held;
                held += Byte.SIZE;
            }
            target[offset + i] = (byte) (bits & mask);
            bits >>>= width;
            held -= width;
        }
    }
}
