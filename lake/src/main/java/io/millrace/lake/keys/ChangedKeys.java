package io.millrace.lake.keys;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * The keys of all rows that a run writes or deletes. Rows with these keys that the table has are replaced.
 *
 * @param sets one for each partition, or one for the whole table
 * @param bounds of the keys of all sets
 */
public record ChangedKeys(List<KeySet> sets, KeyBounds bounds) implements Serializable {
    public ChangedKeys {
        sets = List.copyOf(sets);
        requireNonNull(bounds, "bounds is null");
    }

    public long size() {
        return sets.stream().mapToLong(KeySet::size).sum();
    }
}
