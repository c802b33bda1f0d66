package io.millrace.spi.source;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a job has read: for each split, the offset of the first payload not yet read. A split that is missing has
 * not been read at all.
 */
public record Position(SortedMap<String, Long> offsets) implements Serializable {
    public static final Position START = new Position(new TreeMap<>());

    public Position {
        offsets = new TreeMap<>(offsets);
    }

    public static Position of(Map<String, Long> offsets) {
        return new Position(new TreeMap<>(offsets));
    }

    /** This position after {@code ranges} have been read. */
    public Position advance(List<SplitRange> ranges) {
        TreeMap<String, Long> next = new TreeMap<>(offsets);
        ranges.forEach(range -> next.merge(range.split(), range.to(), Math::max));
        return new Position(next);
    }

    /** Whether everything before {@code offset} of {@code split} has been read. */
    public boolean covers(String split, long offset) {
        return offsets.getOrDefault(split, Long.MIN_VALUE) > offset;
    }
}
