package io.millrace.jobs.copy;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.task.RelationScan;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.jobs.task.TaskResult;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.source.SourceColumn;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decodes rejects once more, under the rules that the job has now. What is rejected again, and what nothing can be made of,
 * is a new reject: every reject that was read has a row, a rule that dropped it, or a reject with a reason.
 *
 * @param copy what to do with a payload; reads no ranges
 * @param relation the files of the table of rejects that hold the rejects
 * @param afterMicros rejects kept at this commit time or before were replayed already
 * @param untilMicros the commit time of the last reject to replay
 */
record ReplayTask(CopyTask copy, TaskRelation relation, long afterMicros, long untilMicros) implements Task {
    private static final String SQL = """
            SELECT %s FROM rejects
            WHERE job = '%s' AND code %s '%s' AND epoch_us($commit_time) > %d AND epoch_us($commit_time) <= %d
            """;
    private static final String CANNOT = "cannot be replayed: ";

    ReplayTask {
        requireNonNull(copy, "copy is null");
        requireNonNull(relation, "relation is null");
    }

    @Override
    public TaskResult execute(TaskContext context) throws InterruptedException {
        List<SourceColumn> columns = copy.source(context).columns();
        SortedMap<String, Long> replayed = new TreeMap<>();
        try (Landing landing = new Landing(copy, context)) {
            Counts decoded = payloads(columns, landing, replayed, context);
            long rows = rows(columns, landing, context);
            if (rows > 0) {
                replayed.put(ErrorCode.EXPECTATION_VIOLATED.code(), rows);
            }
            return landing.finish(decoded.plus(Counts.decoded(rows, 0, 0, 0, 0)).plus(Counts.replayed(replayed)));
        }
    }

    private Counts payloads(
            List<SourceColumn> columns, Landing landing, SortedMap<String, Long> replayed, TaskContext context)
            throws InterruptedException {
        try (RelationScan scan = RelationScan.open(relation, "replay", sql("<>"), context);
                RejectReader reader = new RejectReader(scan.cursor(), columns);
                CopyPipeline pipeline = new CopyPipeline(copy, context, landing)) {
            landing.rejects().reading(reader);
            while (reader.next()) {
                replayed.merge(reader.code(), 1L, Long::sum);
                if (!reader.hasPayload()) {
                    keep(landing, reader, "its payload was not kept");
                } else if (reader.start() == reader.end()) {
                    keep(landing, reader, "it has no bytes");
                } else if (!pipeline.read(reader)) {
                    keep(landing, reader, "there is no record in it");
                }
            }
            pipeline.flush(reader);
            return pipeline.counts();
        }
    }

    private long rows(List<SourceColumn> columns, Landing landing, TaskContext context) throws InterruptedException {
        try (RelationScan scan = RelationScan.open(relation, "replay", sql("="), context);
                RejectReader reader = new RejectReader(scan.cursor(), columns)) {
            RowReplay replay = new RowReplay(landing);
            replay.run(reader);
            return replay.rows();
        }
    }

    private static void keep(Landing landing, RejectReader reject, String why) {
        String reason = reject.reason();
        landing.rejects().keep(reject, reason.startsWith(CANNOT) ? reason : CANNOT + why + "; " + reason);
    }

    private String sql(String comparison) {
        return SQL.formatted(
                RejectReader.ITEMS,
                copy.spec().jobName().replace("'", "''"),
                comparison,
                ErrorCode.EXPECTATION_VIOLATED.code(),
                afterMicros,
                untilMicros);
    }
}
