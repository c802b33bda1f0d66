package io.millrace.lake.parquet;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Remembers, by field id, which columns of a table are not worth a dictionary, so that the next row group or file does
 * not build one in vain. Every so often a column is tried again, as data changes. Safe for use by many threads; one
 * instance serves all writers of a table.
 */
public final class EncodingHints {
    private static final int CHUNKS_BETWEEN_TRIALS = 64;

    private final ConcurrentMap<Integer, Integer> chunksToSkip = new ConcurrentHashMap<>();

    /** Whether the next chunk of the column should try a dictionary. */
    boolean tryDictionary(int fieldId) {
        Integer left = chunksToSkip.computeIfPresent(fieldId, (id, count) -> count == 0 ? null : count - 1);
        return left == null;
    }

    /** Says that a dictionary did not pay. */
    void dictionaryFailed(int fieldId) {
        chunksToSkip.put(fieldId, CHUNKS_BETWEEN_TRIALS);
    }
}
