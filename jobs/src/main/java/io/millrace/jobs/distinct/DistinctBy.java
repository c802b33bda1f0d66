package io.millrace.jobs.distinct;

import java.io.Serializable;
import java.util.List;

/**
 * By what a job tells repeated rows.
 *
 * @param columns paths; none if it does not
 * @param windowMicros how long after a row landed its repeats are dropped, in microseconds
 */
public record DistinctBy(List<String> columns, long windowMicros) implements Serializable {
    public static final DistinctBy NOTHING = new DistinctBy(List.of(), 0);

    public DistinctBy {
        columns = List.copyOf(columns);
    }

    public boolean isSet() {
        return !columns.isEmpty();
    }
}
