package io.millrace.jobs.insert;

import io.millrace.kernel.KernelSession;
import io.millrace.kernel.nested.FlattenedPaths;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.CarriedColumn;
import io.millrace.lake.SystemColumns;

/** The query of an insert job. */
public final class InsertQuery {
    /** The column that a query gets which does not tell when the events of its rows happened. */
    static final String EVENT_TIME = "_event_time_of_source";

    private InsertQuery() {}

    /**
     * The query as a job runs it. Where rows replace others and each comes from one row of a table, it tells the event time of
     * that row, unless it has one of its own.
     */
    public static AnalyzedSelect analyze(InsertSpec spec, KernelSession session) {
        AnalyzedSelect plain = session.analyze(spec.text(), spec.defaults());
        boolean ordered = plain.items().stream()
                .anyMatch(item -> item.name()
                        .filter(SystemColumns.EVENT_TIME::equalsIgnoreCase)
                        .isPresent());
        if (!spec.keyed().replaces()
                || ordered
                || !plain.isPerRow()
                || plain.tables().size() != 1) {
            return plain;
        }
        return CarriedColumn.add(spec.query(), "$event_time AS " + EVENT_TIME)
                .map(query ->
                        session.analyze(FlattenedPaths.of(spec.flattened()).apply(query), spec.defaults()))
                .orElse(plain);
    }
}
