package io.millrace.kernel.function.computed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The 128 bits of MurmurHash3 for 64-bit machines, with seed 0, little-endian. */
final class Murmur3 {
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private Murmur3() {}

    static byte[] of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long h1 = 0;
        long h2 = 0;
        while (in.remaining() >= 16) {
            h1 = (Long.rotateLeft(h1 ^ first(in.getLong()), 27) + h2) * 5 + 0x52dce729;
            h2 = (Long.rotateLeft(h2 ^ second(in.getLong()), 31) + h1) * 5 + 0x38495ab5;
        }
        long k1 = 0;
        long k2 = 0;
        for (int i = 0; in.hasRemaining(); i++) {
            long next = in.get() & 0xFFL;
            if (i < 8) {
                k1 |= next << (8 * i);
            } else {
                k2 |= next << (8 * (i - 8));
            }
        }
        h1 ^= first(k1) ^ bytes.length;
        h2 ^= second(k2) ^ bytes.length;
        h1 += h2;
        h2 += h1;
        h1 = mixed(h1);
        h2 = mixed(h2);
        h1 += h2;
        h2 += h1;
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(h1)
                .putLong(h2)
                .array();
    }

    private static long first(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long second(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long mixed(long h) {
        long k = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        k = (k ^ (k >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return k ^ (k >>> 33);
    }
}
