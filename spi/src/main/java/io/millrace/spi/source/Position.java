package io.millrace.spi.source;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a job has read: for each split, the offset of the first payload not yet read. A split that is missing has
 * not been read at all. Offsets are not negative and of any size; sources whose offsets are longs use {@link #of} and
 * {@link #find(String, long)}.
 */
public record Position(SortedMap<String, BigInteger> offsets) implements Serializable {
    public static final Position START = new Position(new TreeMap<>());

    public Position {
        offsets = new TreeMap<>(offsets);
    }

    public static Position of(Map<String, Long> offsets) {
        TreeMap<String, BigInteger> all = new TreeMap<>();
        offsets.forEach((split, offset) -> all.put(split, BigInteger.valueOf(offset)));
        return new Position(all);
    }

    /** The offset of a split, or {@code otherwise} when it has not been read. */
    public long find(String split, long otherwise) {
        BigInteger offset = offsets.get(split);
        return offset == null ? otherwise : offset.longValueExact();
    }

    /** All offsets, as longs; a copy that may be changed. */
    public SortedMap<String, Long> longs() {
        TreeMap<String, Long> longs = new TreeMap<>();
        offsets.forEach((split, offset) -> longs.put(split, offset.longValueExact()));
        return longs;
    }

    /** This position after {@code ranges} have been read. */
    public Position advance(List<SplitRange> ranges) {
        TreeMap<String, BigInteger> next = new TreeMap<>(offsets);
        ranges.forEach(range -> next.merge(range.split(), range.to(), BigInteger::max));
        return new Position(next);
    }

    /** What this position or {@code other} has read. */
    public Position furthest(Position other) {
        TreeMap<String, BigInteger> furthest = new TreeMap<>(offsets);
        other.offsets.forEach((split, offset) -> furthest.merge(split, offset, BigInteger::max));
        return new Position(furthest);
    }

    /** Whether everything before {@code offset} of {@code split}, and that itself, has been read. */
    public boolean covers(String split, BigInteger offset) {
        BigInteger read = offsets.get(split);
        return read != null && read.compareTo(offset) > 0;
    }
}
