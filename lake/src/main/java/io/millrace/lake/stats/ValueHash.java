package io.millrace.lake.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash by which a Theta sketch of DataSketches knows a value: the upper 63 bits of the first half of MurmurHash3
 * (x64, 128 bits) with the library's default seed. Computed here so that a value costs no object and one that the sketch
 * would leave out costs nothing more.
 */
final class ValueHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED = 9001;
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private ValueHash() {}

    /** Of the 8 bytes of a number, least significant first. */
    static long of(long value) {
        return finish(SEED ^ mix1(value), SEED, Long.BYTES);
    }

    /** Of the 4 bytes of a number, least significant first. */
    static long of(int value) {
        return finish(SEED ^ mix1(value & 0xffff_ffffL), SEED, Integer.BYTES);
    }

    static long of(byte[] bytes, int from, int to) {
        long h1 = SEED;
        long h2 = SEED;
        int at = from;
        for (; to - at >= 16; at += 16) {
            h1 ^= mix1((long) LONGS.get(bytes, at));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mix2((long) LONGS.get(bytes, at + 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        int rest = to - at;
        if (at <= bytes.length - 16) {
            // texts of any length take the same way here, which a branch could not foresee; zero mixes to zero
            h2 ^= mix2((long) LONGS.get(bytes, at + 8) & lowest(rest - 8));
            h1 ^= mix1((long) LONGS.get(bytes, at) & lowest(rest));
            return finish(h1, h2, to - from);
        }
        if (rest > 8) {
            h2 ^= mix2(tail(bytes, at + 8, to));
        }
        if (rest > 0) {
            h1 ^= mix1(rest >= 8 ? (long) LONGS.get(bytes, at) : tail(bytes, at, to));
        }
        return finish(h1, h2, to - from);
    }

    /** A mask of so many bytes of 8, the least significant; none if the count is negative. */
    private static long lowest(int count) {
        return count <= 0 ? 0 : -1L >>> Byte.SIZE * (Long.BYTES - Math.min(count, Long.BYTES));
    }

    /** Fewer than 8 bytes, least significant first. */
    private static long tail(byte[] bytes, int from, int to) {
        if (to >= Long.BYTES) {
            return (long) LONGS.get(bytes, to - Long.BYTES) >>> Byte.SIZE * (Long.BYTES - (to - from));
        }
        long value = 0;
        for (int i = to - 1; i >= from; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    private static long mix1(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mix2(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long finish(long h1, long h2, long length) {
        long a = h1 ^ length;
        long b = h2 ^ length;
        a += b;
        b += a;
        return avalanche(a) + avalanche(b) >>> 1;
    }

    private static long avalanche(long value) {
        long h = value;
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        h ^= h >>> 33;
        return h;
    }
}
