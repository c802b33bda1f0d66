package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

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
import io.millrace.kernel.StoredResult;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.relation.WindowRelation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RunTimes;
import io.millrace.lake.keys.ChangedKeys;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.storage.FileCache;
import io.millrace.lake.write.TableWriter;
import io.millrace.lake.write.WriteSettings;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.batch.Batch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Computes a query over the files of a run and writes the rows.
 *
 * @param start of the run, as {@code run_start_time()} tells it
 * @param end of the run, exclusive
 * @param inputRows in the files of the run
 */
record InsertTask(
        InsertSpec spec,
        RunKey run,
        int ordinal,
        InsertInput input,
        Instant start,
        Instant end,
        long inputRows,
        long inputBytes,
        WriteTarget target)
        implements Task {
    InsertTask {
        requireNonNull(input, "input is null");
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
            AnalyzedSelect select = InsertQuery.analyze(spec, session);
            RunTimes times = times();
            List<Relation> local = relations(select, times, lease, session).stream()
                    .map(relation -> relation.relation(lease))
                    .toList();
            RelationLookup lookup = table -> local.get(table.index());
            BoundSelect bound = session.bind(select, lookup);
            Projection projection = ColumnMapping.project(spec, bound, evolution.schema());
            CommitTimes commitTimes = new CommitTimes(run.commitTimeMicros());
            List<ChangedKeys> changed = List.of();
            long rows;
            if (spec.keyed().replaces()) {
                try (StoredResult result = session.store(bound, lookup, times)) {
                    changed = List.of(
                            spec.keyed().readsTarget()
                                    ? new MergedRows(spec, target, evolution, commitTimes, context, lease)
                                            .reduce(result, bound, session)
                                    : new KeyedRows(deleting(select), target, evolution, commitTimes)
                                            .reduce(result, bound, session));
                    rows = write(result.stream(projection), commitTimes, evolution, writer);
                }
            } else {
                rows = write(session.stream(projection, lookup, times), commitTimes, evolution, writer);
            }
            LateRows.Written kept = input instanceof InsertInput.Windowed windows
                    ? windows.late()
                            .write(
                                    windows.rows().late(),
                                    spec,
                                    select,
                                    times,
                                    commitTimes,
                                    prefix + "-late",
                                    lease,
                                    session,
                                    context)
                    : LateRows.Written.NOTHING;
            return new TaskResult(
                    writer.finish(),
                    kept.files(),
                    evolution,
                    counts(rows, context).withRejects(kept.rows()),
                    List.of(),
                    changed);
        }
    }

    private RunTimes times() {
        return input instanceof InsertInput.Synced synced
                ? new RunTimes(start, end, Optional.of(synced.missed().arrived()))
                : new RunTimes(start, end);
    }

    private Counts counts(long rows, TaskContext context) throws InterruptedException {
        Counts counts = Counts.of(inputRows, inputBytes, rows);
        return input instanceof InsertInput.Synced synced
                ? counts.plus(synced.missed().count(synced.relations(), context))
                : counts;
    }

    private List<TaskRelation> relations(
            AnalyzedSelect select, RunTimes times, FileCache.Lease lease, KernelSession session) {
        if (input instanceof InsertInput.Windowed windows) {
            return List.of(windows.rows().changed(select, spec.defaults(), times, lease, session));
        }
        return input instanceof InsertInput.Synced synced
                ? synced.relations()
                : ((InsertInput.Tables) input).relations();
    }

    /** What sessions say of rows that are there no longer. */
    private InsertSpec deleting(AnalyzedSelect select) {
        return select.window().filter(use -> use.window().merges()).isPresent()
                ? spec.keyed(spec.keyed().deleting(WindowRelation.GONE, spec.origin()))
                : spec;
    }

    private static long write(BatchCursor rows, CommitTimes commitTimes, SchemaEvolution evolution, TableWriter writer)
            throws InterruptedException {
        Conformer conformer = new Conformer(evolution);
        long count = 0;
        try (rows) {
            for (Optional<Batch> next = rows.next(); next.isPresent(); next = rows.next()) {
                Batch conformed = conformer.conform(commitTimes.addTo(next.get()));
                writer.write(conformed, evolution.schema());
                count += conformed.rows();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        return count;
    }
}
