package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.task.EventLag;
import io.millrace.jobs.task.RelationScan;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.kernel.select.RunTimes.Arrived;
import io.millrace.lake.SystemColumns;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Kind;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows that a run of a SYNC job reads although their events are before it.
 *
 * @param arrived which events the run knows
 * @param relation the input that has any, by index; -1 if none has
 * @param from the first event of the range
 */
record MissedRows(Arrived arrived, int relation, Instant from) implements Serializable {
    MissedRows {
        requireNonNull(arrived, "arrived is null");
        requireNonNull(from, "from is null");
    }

    /** How many there are, as counts of a run. */
    Counts count(List<TaskRelation> relations, TaskContext context) throws InterruptedException {
        long rows = relation < 0 ? 0 : rows(relations, context);
        SortedMap<EventLag, Long> missed = new TreeMap<>();
        if (rows > 0) {
            missed.put(EventLag.MISSED, rows);
        }
        return Counts.landed(0, 0, new TreeMap<>(), 0, missed);
    }

    private long rows(List<TaskRelation> relations, TaskContext context) throws InterruptedException {
        String condition = arrived.isLate(SystemColumns.EVENT_TIME, SystemColumns.COMMIT_TIME, from);
        String sql = "SELECT count(*) AS missed FROM data WHERE " + condition;
        long rows = 0;
        try (RelationScan scan = RelationScan.open(relations.get(relation), "late", sql, context)) {
            for (Optional<Batch> next = scan.cursor().next();
                    next.isPresent();
                    next = scan.cursor().next()) {
                rows += next.get()
                        .column("missed")
                        .orElseThrow()
                        .longs(Kind.BIGINT)
                        .values()[0];
            }
        }
        return rows;
    }
}
