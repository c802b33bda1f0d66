package io.millrace.lake.stats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.CompactSketch;
import org.apache.datasketches.thetacommon.QuickSelect;
import org.apache.datasketches.thetacommon.ThetaUtil;

/**
 * A Theta sketch of values in Iceberg's single-value form, as the Puffin specification asks: the hashes below a bound, which
 * sinks whenever there would be too many. It is what DataSketches' own would be, but takes a value's hash, so that a
 * value is hashed once, costs no object, and most often ends with one comparison or one look.
 */
final class DistinctCounter {
    private static final int ENTRIES = ColumnSummary.DISTINCT_ENTRIES;
    private static final int FIRST_SLOTS = 64;
    private static final int MOST_SLOTS = 2 * ENTRIES;

    private static final int WAITING = 256;

    private static final int PREAMBLE_BYTES = 24;
    private static final byte VERSION = 3;
    private static final byte FAMILY_COMPACT = 3;
    private static final byte FLAGS_READ_ONLY_AND_COMPACT = 2 | 8;

    private final long[] waiting = new long[WAITING];
    private int waitingCount;
    private long[] slots = new long[FIRST_SLOTS];
    private int count;
    private long bound = Long.MAX_VALUE;

    void add(long value) {
        take(ValueHash.of(value));
    }

    void add(int value) {
        take(ValueHash.of(value));
    }

    /** An empty value is left out, as the library does. */
    void add(byte[] bytes, int from, int to) {
        if (from < to) {
            take(ValueHash.of(bytes, from, to));
        }
    }

    CompactSketch result() {
        settle();
        ByteBuffer image = ByteBuffer.allocate(PREAMBLE_BYTES + count * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) (PREAMBLE_BYTES / Long.BYTES))
                .put(VERSION)
                .put(FAMILY_COMPACT)
                .putShort((short) 0)
                .put(FLAGS_READ_ONLY_AND_COMPACT)
                .putShort(ThetaUtil.computeSeedHash(ThetaUtil.DEFAULT_UPDATE_SEED))
                .putInt(count)
                .putFloat(1)
                .putLong(bound);
        for (long hash : slots) {
            if (hash != 0) {
                image.putLong(hash);
            }
        }
        return CompactSketch.heapify(Memory.wrap(image.array()));
    }

    /** Without a branch, for which hash is below the bound cannot be predicted; both have 63 bits. */
    private void take(long hash) {
        waiting[waitingCount] = hash;
        waitingCount += (int) (hash - bound >>> 63);
        if (waitingCount == WAITING) {
            settle();
        }
    }

    private void settle() {
        int taken = waitingCount;
        waitingCount = 0;
        for (int i = 0; i < taken; i++) {
            keep(waiting[i]);
        }
    }

    /** A free slot is 0, which is no hash that the library would take. */
    private void keep(long hash) {
        if (hash == 0 || hash >= bound) {
            return;
        }
        int mask = slots.length - 1;
        int at = (int) hash & mask;
        while (slots[at] != hash) {
            if (slots[at] == 0) {
                slots[at] = hash;
                if (++count > slots.length / 4 * 3) {
                    makeRoom();
                }
                return;
            }
            at = at + 1 & mask;
        }
    }

    private void makeRoom() {
        long[] kept = Arrays.stream(slots).filter(hash -> hash != 0).toArray();
        if (slots.length < MOST_SLOTS) {
            slots = new long[slots.length * 2];
        } else {
            bound = QuickSelect.select(kept, 0, kept.length - 1, ENTRIES);
            Arrays.fill(slots, 0);
        }
        count = 0;
        for (long hash : kept) {
            keep(hash);
        }
    }
}
