package io.millrace.lake.parquet;

import io.millrace.spi.batch.Vector;
import java.util.Arrays;

/**
 * Encodes the values of one column: as indices into a dictionary as long as that pays, else plain. The values of a batch
 * are loaded and then encoded in one or more stretches; the open page and the dictionary of the chunk are held here.
 */
abstract class ValueEncoder {
    private static final int FIRST_TRIAL = 1 << 14;
    private static final int FIRST_LESSON = 1 << 12;
    private static final int ESTIMATE_ROUNDS = 16;
    private static final int PLAIN_PER_INDEXED = 8;
    private static final double WORTHWHILE = 0.8;

    private final ByteSink plain = new ByteSink();
    private final int dictionaryBytes;
    private int[] indices = new int[0];
    private int indexCount;
    private boolean tried;
    private boolean indexing;
    private boolean indexed;
    private long openPlainBytes;
    private long chunkValues;
    private long chunkBytes;
    private long nextTrial;

    ValueEncoder(int dictionaryBytes) {
        this.dictionaryBytes = dictionaryBytes;
    }

    /** Takes the values of a vector that take part; they stay valid until the next call. */
    abstract void load(Vector vector, Match match);

    /** The size of loaded values in plain encoding. */
    abstract long plainBytes(int from, int to);

    abstract Bounds bounds();

    abstract Bounds newBounds();

    /** The dictionary of the chunk; columns that never have one return an empty one. */
    abstract Dictionary dictionary();

    /** Appends loaded values to {@code target} in plain encoding. */
    abstract void encodePlain(int from, int to, ByteSink target);

    /**
     * Stores the dictionary's index of each loaded value to {@code target[offset, ..)}; returns how many went in before
     * the dictionary was full.
     */
    abstract int index(int from, int to, int[] target, int offset);

    /** Begins a chunk. */
    final void begin(boolean tryDictionary) {
        dictionary().clear();
        bounds().clear();
        tried = tryDictionary && dictionaryBytes > 0 && dictionary().possible();
        indexing = tried;
        indexed = false;
        chunkValues = 0;
        chunkBytes = 0;
        nextTrial = FIRST_TRIAL;
    }

    /** Encodes loaded values into the open page. */
    final void encode(int from, int to) {
        chunkValues += to - from;
        long bytes = plainBytes(from, to);
        chunkBytes += bytes;
        openPlainBytes += bytes;
        int done = from;
        if (indexing) {
            reserve(to - from);
            int taken = index(from, to, indices, indexCount);
            indexCount += taken;
            done += taken;
            if (done < to || doomed()) {
                abandon();
            }
        }
        if (done < to) {
            encodePlain(done, to, plain);
        }
    }

    /** How large the open page is, before compression. */
    final long openBytes() {
        return indexing ? indexBytes(indexCount) : plain.size();
    }

    /** Whether the open page has room for loaded values. An indexed page must stay small enough to become a plain one. */
    final boolean fits(int from, int to, int pageBytes) {
        long added = plainBytes(from, to);
        return indexing
                ? indexBytes(indexCount + to - from) <= pageBytes
                        && openPlainBytes + added <= (long) pageBytes * PLAIN_PER_INDEXED
                : plain.size() + added <= pageBytes;
    }

    /** Whether the open page refers to the dictionary. */
    final boolean indexing() {
        return indexing;
    }

    /** Whether a page of this chunk refers to the dictionary. */
    final boolean indexed() {
        return indexed;
    }

    final long memory() {
        return plain.capacity()
                + (long) indices.length * Integer.BYTES
                + dictionary().memory();
    }

    /** Appends the values of the open page to {@code out} and begins the next page. */
    final void finishPage(ByteSink out) {
        if (indexing) {
            int width = Runs.width(Math.max(0, dictionary().size() - 1));
            out.write(width);
            Runs.encode(indices, indexCount, width, out);
            indexed = true;
        } else {
            out.write(plain.bytes(), 0, plain.size());
        }
        indexCount = 0;
        openPlainBytes = 0;
        plain.clear();
    }

    /** Makes the only page of a small chunk plain if its dictionary does not pay. */
    final void settle() {
        if (indexing && !indexed && !worthwhile()) {
            abandon();
        }
    }

    /** Whether the chunk has shown that a dictionary does not pay. */
    final boolean dictionaryFailed() {
        return tried && !indexing && chunkValues >= FIRST_LESSON;
    }

    final void release() {
        plain.release();
        indices = new int[0];
        dictionary().release();
    }

    /** Whether the dictionary may not grow further. */
    final boolean full() {
        return dictionary().plainBytes() >= dictionaryBytes;
    }

    private boolean doomed() {
        Dictionary dictionary = dictionary();

        if (chunkValues < nextTrial) {
            return false;
        }

        nextTrial = chunkValues * 2;
        double kinds = expectedKinds(dictionary.size(), chunkValues);
        return kinds * dictionary.plainBytes() / dictionary.size() > dictionaryBytes && !worthwhile();
    }

    /**
     * How many kinds of values there are when {@code values} drawn at random were of {@code distinct} kinds: the k for
     * which distinct = k (1 - exp(-values / k)).
     */
    private static double expectedKinds(long distinct, long values) {
        double kinds = values * (double) values / (2.0 * Math.max(1, values - distinct));
        for (int i = 0; i < ESTIMATE_ROUNDS; i++) {
            kinds = distinct / (1 - Math.exp(-values / kinds));
        }
        return kinds;
    }

    private boolean worthwhile() {
        double cost = dictionary().plainBytes() + indexBytes(chunkValues);
        return cost < WORTHWHILE * chunkBytes;
    }

    private long indexBytes(long count) {
        return count * Math.max(1, Runs.width(dictionary().size())) / Byte.SIZE;
    }

    /** Goes on in plain encoding, from the beginning of the open page. */
    private void abandon() {
        indexing = false;
        dictionary().expand(indices, indexCount, plain);
        indexCount = 0;
        if (!indexed) {
            dictionary().release();
        }
    }

    private void reserve(int more) {
        if (indices.length < indexCount + more) {
            indices = Arrays.copyOf(indices, Math.max(indexCount + more, indexCount + (indexCount >> 1)));
        }
    }
}
