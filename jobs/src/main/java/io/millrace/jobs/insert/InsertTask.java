package io.millrace.jobs.insert;

import io.millrace.jobs.loop.RunKey;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.jobs.task.TaskResult;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.kernel.BatchCursor;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Projection;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.select.RunTimes;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.storage.FileCache;
import io.millrace.lake.write.TableWriter;
import io.millrace.lake.write.WriteSettings;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes a query over the files of a run and writes the rows.
 *
 * @param relations for each mention of a table in the query, in order
 * @param start of the run, as {@code run_start_time()} tells it
 * @param end of the run, exclusive
 * @param inputRows in the files of the run
 */
record InsertTask(
        InsertSpec spec,
        RunKey run,
        int ordinal,
        List<TaskRelation> relations,
        Instant start,
        Instant end,
        long inputRows,
        long inputBytes,
        WriteTarget target)
        implements Task {
    InsertTask {
        relations = List.copyOf(relations);
    }

    @Override
    public TaskResult execute(TaskContext context) throws InterruptedException {
        String prefix =
                spec.jobId() + "-" + run.number() + "-" + run.attempt() + "-" + ordinal + "-" + context.execution();
        SchemaEvolution evolution = target.evolution().copy();
        try (FileCache.Lease lease = context.files().lease();
                KernelSession session = context.kernelSession();
                TableWriter writer = new TableWriter(
                        target,
                        prefix,
                        WriteSettings.DEFAULT,
                        context.hints(target.table().name()))) {
            List<FileRelation> local =
                    relations.stream().map(relation -> relation.relation(lease)).toList();
            RelationLookup lookup = table -> local.get(table.index());
            BoundSelect bound = session.bind(session.analyze(spec.text(), spec.defaults()), lookup);
            Projection projection = ColumnMapping.project(spec, bound, evolution.schema());
            long rows = 0;
            try (BatchCursor cursor = session.stream(projection, lookup, new RunTimes(start, end))) {
                rows = write(cursor, new Conformer(evolution), evolution, writer);
            }
            return new TaskResult(
                    writer.finish(), List.of(), evolution, Counts.of(inputRows, inputBytes, rows), List.of());
        }
    }

    private long write(BatchCursor cursor, Conformer conformer, SchemaEvolution evolution, TableWriter writer)
            throws InterruptedException {
        long rows = 0;
        Column commitTime = new Column(SystemColumns.COMMIT_TIME);
        for (Optional<Batch> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            Batch batch = next.get();
            fill(commitTime, batch.rows());
            List<Column> columns = new ArrayList<>(batch.columns());
            columns.add(commitTime);
            Batch conformed = conformer.conform(new Batch(batch.rows(), columns));
            writer.write(conformed, evolution.schema());
            rows += batch.rows();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return rows;
    }

    private void fill(Column commitTime, int rows) {
        commitTime.clear();
        LongVector times = commitTime.longs(Kind.TIMESTAMP);
        for (int row = 0; row < rows; row++) {
            times.append(row, run.commitTimeMicros());
        }
    }
}
