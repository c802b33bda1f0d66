package io.millrace.lake.stats;

import java.nio.ByteBuffer;
import org.apache.datasketches.common.Family;
import org.apache.datasketches.theta.CompactSketch;
import org.apache.datasketches.theta.UpdateSketch;

/**
 * Feeds a Theta sketch with values in Iceberg's single-value form, as the Puffin specification asks. Most values are
 * told by their hash to be known already, or to be left out by the sketch, and never reach it.
 */
final class DistinctCounter {
    private static final int RECENT = 2048;

    private final UpdateSketch sketch = UpdateSketch.builder()
            .setFamily(Family.ALPHA)
            .setNominalEntries(ColumnSummary.DISTINCT_ENTRIES)
            .build();
    private final long[] recent = new long[RECENT];
    private final int[] number = new int[1];
    private ByteBuffer view = ByteBuffer.allocate(0);

    void add(long value) {
        if (isNew(ValueHash.of(value))) {
            sketch.update(value);
        }
    }

    void add(int value) {
        if (isNew(ValueHash.of(value))) {
            number[0] = value;
            sketch.update(number);
        }
    }

    /** An empty value is left out, as the library does. */
    void add(byte[] bytes, int from, int to) {
        if (from < to && isNew(ValueHash.of(bytes, from, to))) {
            if (view.array() != bytes) {
                view = ByteBuffer.wrap(bytes);
            }
            sketch.update(view.limit(to).position(from));
        }
    }

    CompactSketch result() {
        return sketch.compact();
    }

    private boolean isNew(long hash) {
        if (hash >= sketch.getThetaLong()) {
            return false;
        }
        int place = (int) hash & RECENT - 1;
        if (recent[place] == hash) {
            return false;
        }
        recent[place] = hash;
        return true;
    }
}
