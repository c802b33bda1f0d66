package io.millrace.kernel;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.select.AnalyzedSelect;
import java.util.List;

/** A SELECT whose names and types were checked against the schemas of its tables. */
public record BoundSelect(AnalyzedSelect select, List<OutputColumn> columns) {
    public BoundSelect {
        requireNonNull(select, "select is null");
        columns = List.copyOf(columns);
    }
}
