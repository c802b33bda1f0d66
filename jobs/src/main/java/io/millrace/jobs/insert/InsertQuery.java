package io.millrace.jobs.insert;

import io.millrace.kernel.KernelSession;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.relation.WindowRelation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.CarriedColumn;
import io.millrace.lake.SystemColumns;
import java.util.List;
import java.util.Optional;

/** The query of an insert job. */
public final class InsertQuery {
    /** The column that a query gets which does not tell when the events of its rows happened. */
    static final String EVENT_TIME = "_event_time_of_source";

    private InsertQuery() {}

    /** Whether a column of the result is for the job itself, and not written. */
    static boolean isCarried(String name) {
        return name.equals(EVENT_TIME) || name.equals(WindowRelation.GONE);
    }

    /**
     * The query as a job runs it. Where rows replace others and each comes from one row of a table, it tells the event time of
     * that row, unless it has one of its own. Where it makes sessions, it tells which are there no longer.
     */
    public static AnalyzedSelect analyze(InsertSpec spec, KernelSession session) {
        AnalyzedSelect plain = session.analyze(spec.rows(), spec.defaults());
        if (plain.window().filter(use -> use.window().merges()).isPresent()) {
            return carrying(spec, session, WindowRelation.GONE, WindowRelation.GONE)
                    .orElse(plain);
        }
        boolean ordered = plain.items().stream()
                .anyMatch(item -> item.name()
                        .filter(SystemColumns.EVENT_TIME::equalsIgnoreCase)
                        .isPresent());
        boolean carries = spec.keyed().replaces()
                && !ordered
                && plain.isPerRow()
                && plain.tables().size() == 1;
        return (carries
                        ? carrying(spec, session, "$event_time AS " + EVENT_TIME, EVENT_TIME)
                        : Optional.<AnalyzedSelect>empty())
                .orElseGet(() -> session.analyze(
                        spec.text(spec.query(), ordered ? List.of(SystemColumns.EVENT_TIME) : List.of()),
                        spec.defaults()));
    }

    private static Optional<AnalyzedSelect> carrying(InsertSpec spec, KernelSession session, String item, String name) {
        return CarriedColumn.add(spec.query(), item)
                .map(query -> session.analyze(spec.text(query, List.of(name)), spec.defaults()));
    }

    /** Throws what is wrong with the VALUES and conditions of a MERGE, each at its place. */
    public static void checkValues(InsertSpec spec, KernelSession session, RelationLookup lookup) {
        InsertedValues.of(spec)
                .ifPresent(values ->
                        values.check(session.bind(session.analyze(spec.rows(), spec.defaults()), lookup), session));
    }
}
