package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.util.Optional;

/**
 * One mention of a table in a query.
 *
 * @param index counts the mentions from 0
 * @param location where the name stands
 * @param travel the state asked for; empty: the current one
 * @param filter the range of commits a run reads; empty: the whole table
 */
public record TableUse(
        int index,
        TableName name,
        SourceLocation location,
        Optional<TimeTravel> travel,
        Optional<IncrementalFilter> filter) {
    public TableUse {
        requireNonNull(name, "name is null");
        requireNonNull(location, "location is null");
        requireNonNull(travel, "travel is null");
        requireNonNull(filter, "filter is null");
    }
}
