package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.task.TaskRelation;
import java.io.Serializable;
import java.util.List;

/** What a task of an insert job computes its query over. */
sealed interface InsertInput extends Serializable {
    /** A relation for each mention of a table in the query, in order. */
    record Tables(List<TaskRelation> relations) implements InsertInput {
        public Tables {
            relations = List.copyOf(relations);
        }
    }

    /** The same of a run of a SYNC job. */
    record Synced(List<TaskRelation> relations, MissedRows missed) implements InsertInput {
        public Synced {
            relations = List.copyOf(relations);
            requireNonNull(missed, "missed is null");
        }
    }

    /** The rows of windows, and what becomes of those that no window takes. */
    record Windowed(WindowedRows rows, LateRows late) implements InsertInput {
        public Windowed {
            requireNonNull(rows, "rows is null");
            requireNonNull(late, "late is null");
        }
    }
}
