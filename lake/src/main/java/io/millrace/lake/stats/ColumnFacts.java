package io.millrace.lake.stats;

import java.util.List;
import java.util.SortedMap;

/**
 * What the sketches tell of a column.
 *
 * @param distinct an estimate, with a standard error of 1.6%; exact up to about 4,000
 * @param top the values that are certainly among the most frequent, the most frequent first
 * @param quantiles value by rank from 0 to 1, of numbers and times; empty for other types
 * @param firstMicros the commit time of the first row with a value, microseconds since 1970
 * @param lastMicros of the last one
 */
public record ColumnFacts(
        long distinct, List<Top> top, SortedMap<Double, String> quantiles, long firstMicros, long lastMicros) {
    public ColumnFacts {
        top = List.copyOf(top);
    }

    /** @param count an estimate */
    public record Top(String value, long count) {}
}
