package io.millrace.lake.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * Where the rows with which keys are in one data file: 16 bytes a row in a mapped file, in buckets by the first bits of the
 * key, so that looking for a few keys touches a few pages.
 *
 * <p>The file begins with the number of rows and of the bits that tell the bucket, 4 bytes each; then come the end of each
 * bucket, 4 bytes each, padded to 8; then the entries: 8 bytes of the key, 4 more of it, 4 of the row's position.
 */
public final class KeyIndex {
    static final int ENTRY = 16;

    private static final int ROWS_A_BUCKET = 32;
    private static final int MOST_BITS = 26;

    private final int bits;
    private final IntBuffer ends;
    private final LongBuffer entries;

    private KeyIndex(int bits, IntBuffer ends, LongBuffer entries) {
        this.bits = bits;
        this.ends = ends;
        this.entries = entries;
    }

    /** Opens a complete file; the mapping outlives its name. */
    static KeyIndex open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer all = channel.map(MapMode.READ_ONLY, 0, channel.size());
            int bits = all.getInt(4);
            int buckets = 1 << bits;
            return new KeyIndex(
                    bits,
                    all.slice(8, buckets * 4).asIntBuffer(),
                    all.slice(start(bits), all.capacity() - start(bits)).asLongBuffer());
        }
    }

    /** Gives the positions of the rows that have one of the keys, in no order. */
    public void find(KeySet keys, LongConsumer position) {
        for (int i = 0; i < keys.size(); i++) {
            long high = keys.high(i);
            int bucket = bucket(high, bits);
            int end = ends.get(bucket);
            for (int entry = bucket == 0 ? 0 : ends.get(bucket - 1); entry < end; entry++) {
                if (entries.get(2 * entry) == high) {
                    long rest = entries.get(2 * entry + 1);
                    if ((int) (rest >>> 32) == keys.low(i)) {
                        position.accept(rest & 0xffff_ffffL);
                    }
                }
            }
        }
    }

    /** How many bits of a key tell its bucket among that many rows. */
    static int bits(long rows) {
        long buckets = Math.max(1, rows / ROWS_A_BUCKET);
        return Math.min(MOST_BITS, 64 - Long.numberOfLeadingZeros(buckets) - 1);
    }

    static int bucket(long high, int bits) {
        return bits == 0 ? 0 : (int) (high >>> (64 - bits));
    }

    /** Where the entries begin. */
    static int start(int bits) {
        return (8 + 4 * (1 << bits) + 7) & -8;
    }
}
