package io.millrace.jobs.copy;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.copy.RejectBuffer.Already;
import io.millrace.jobs.task.RelationScan;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.jobs.task.TaskResult;
import io.millrace.spi.error.ErrorCode;

/**
 * Decodes rejects once more, under the rules that the job has now. What is rejected again is a new reject.
 *
 * @param copy what to do with a payload; reads no ranges
 * @param relation the files of the table of rejects that hold the rejects
 * @param afterMicros rejects kept at this commit time or before were replayed already
 * @param untilMicros the commit time of the last reject to replay
 * @param rows whether the rejects are rows that violated an expectation, or payloads that could not be decoded
 * @param again whether the run was executed before, and has its rejects in the table
 */
record ReplayTask(CopyTask copy, TaskRelation relation, long afterMicros, long untilMicros, boolean rows, boolean again)
        implements Task {
    private static final String SQL = """
            SELECT split, "offset", coordinates, payload, $event_time FROM rejects
            WHERE job = '%s' AND payload IS NOT NULL AND code %s '%s'
                AND epoch_us($commit_time) > %d AND epoch_us($commit_time) <= %d
            """;

    ReplayTask {
        requireNonNull(copy, "copy is null");
        requireNonNull(relation, "relation is null");
    }

    @Override
    public TaskResult execute(TaskContext context) throws InterruptedException {
        Already already = again ? (split, offset) -> true : (split, offset) -> false;
        try (CopyPipeline pipeline = new CopyPipeline(copy, context, already);
                RelationScan scan = RelationScan.open(relation, "replay", sql(), context);
                RejectReader reader =
                        new RejectReader(scan.cursor(), copy.source(context).columns())) {
            return pipeline.run(reader);
        }
    }

    private String sql() {
        return SQL.formatted(
                copy.spec().jobName().replace("'", "''"),
                rows ? "=" : "<>",
                ErrorCode.EXPECTATION_VIOLATED.code(),
                afterMicros,
                untilMicros);
    }
}
