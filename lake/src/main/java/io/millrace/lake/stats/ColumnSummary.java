package io.millrace.lake.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.frequencies.LongsSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.CompactSketch;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Union;
import org.apache.iceberg.puffin.StandardBlobTypes;

/** The sketches of one column, over any number of tasks. Not safe for use by two threads. */
final class ColumnSummary {
    /** Standard error of distinct counts: 1.6%. */
    static final int DISTINCT_ENTRIES = 4096;

    /** Error of counts of top values: 0.7% of all values. */
    static final int TOP_ENTRIES = 512;

    static final String NUMBERS = "millrace-kll-doubles-v1";
    static final String LONGS = "millrace-frequent-longs-v1";
    static final String TEXTS = "millrace-frequent-texts-v1";
    private static final ArrayOfStringsSerDe STRINGS = new ArrayOfStringsSerDe();

    private final Union distinct =
            SetOperation.builder().setNominalEntries(DISTINCT_ENTRIES).buildUnion();
    private final KllDoublesSketch numbers = KllDoublesSketch.newHeapInstance();
    private final LongsSketch longs = new LongsSketch(TOP_ENTRIES);
    private final ItemsSketch<String> texts = new ItemsSketch<>(TOP_ENTRIES);
    private long values;
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;

    /** Values that are not null, at commits of these times. */
    void count(long count, long first, long last) {
        values += count;
        firstMicros = Math.min(firstMicros, first);
        lastMicros = Math.max(lastMicros, last);
    }

    void add(CompactSketch sketch) {
        distinct.union(sketch);
    }

    void add(KllDoublesSketch sketch) {
        numbers.merge(sketch);
    }

    void add(LongsSketch sketch) {
        longs.merge(sketch);
    }

    void add(ItemsSketch<String> sketch) {
        texts.merge(sketch);
    }

    /** Adds what one of {@link #blobs} holds. */
    void add(SketchBlob blob) {
        Memory memory = Memory.wrap(blob.bytes());
        switch (blob.type()) {
            case StandardBlobTypes.APACHE_DATASKETCHES_THETA_V1 -> distinct.union(Sketch.wrap(memory));
            case NUMBERS -> add(KllDoublesSketch.heapify(memory));
            case LONGS -> add(LongsSketch.getInstance(memory));
            case TEXTS -> add(ItemsSketch.getInstance(memory, STRINGS));
            default -> {} // of a later version, or of another writer
        }
    }

    void merge(ColumnSummary other) {
        count(other.values, other.firstMicros, other.lastMicros);
        distinct.union(other.distinct.getResult());
        numbers.merge(other.numbers);
        longs.merge(other.longs);
        texts.merge(other.texts);
    }

    List<SketchBlob> blobs(int id) {
        List<Integer> field = List.of(id);
        List<SketchBlob> blobs = new ArrayList<>();
        CompactSketch compact = distinct.getResult();
        if (!compact.isEmpty()) {
            blobs.add(new SketchBlob(
                    StandardBlobTypes.APACHE_DATASKETCHES_THETA_V1,
                    field,
                    Map.of("ndv", Long.toString(Math.round(compact.getEstimate()))),
                    compact.toByteArray()));
        }
        if (!numbers.isEmpty()) {
            blobs.add(new SketchBlob(NUMBERS, field, Map.of(), numbers.toByteArray()));
        }
        if (!longs.isEmpty()) {
            blobs.add(new SketchBlob(LONGS, field, Map.of(), longs.toByteArray()));
        }
        if (!texts.isEmpty()) {
            blobs.add(new SketchBlob(TEXTS, field, Map.of(), texts.toByteArray(STRINGS)));
        }
        return blobs;
    }

    long values() {
        return values;
    }

    long firstMicros() {
        return firstMicros;
    }

    long lastMicros() {
        return lastMicros;
    }

    CompactSketch distinct() {
        return distinct.getResult();
    }

    KllDoublesSketch numbers() {
        return numbers;
    }

    LongsSketch longs() {
        return longs;
    }

    ItemsSketch<String> texts() {
        return texts;
    }
}
