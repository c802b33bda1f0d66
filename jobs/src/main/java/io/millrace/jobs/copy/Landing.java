package io.millrace.jobs.copy;

import io.millrace.jobs.copy.Expectation.OnViolation;
import io.millrace.jobs.copy.RowOrigins.Origin;
import io.millrace.jobs.distinct.Deduplicator;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskResult;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.stats.SketchBlob;
import io.millrace.lake.stats.TableSketcher;
import io.millrace.lake.write.TableWriter;
import io.millrace.lake.write.WriteSettings;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The second half of the way of a copy task's data: rows are held against the rules, conformed to the table, written. */
final class Landing implements AutoCloseable {
    private final CopyTask task;
    private final SchemaEvolution evolution;
    private final Conformer conformer;
    private final TableWriter writer;
    private final Optional<TableSketcher> sketcher;
    private final RejectBuffer rejects;
    private final ExpectationCheck expectations;
    private final Optional<Deduplicator> deduplicator;
    private final EventTimes eventTimes;
    private final Column commitTime = new Column(SystemColumns.COMMIT_TIME);
    private long rows;

    Landing(CopyTask task, TaskContext context) {
        this.task = task;
        CopySpec spec = task.spec();
        long commitMicros = task.run().commitTimeMicros();
        this.evolution = task.target().evolution().copy();
        this.conformer = new Conformer(evolution);
        String prefix = task.filePrefix(context);
        this.writer = writer(task.target(), context, prefix);
        this.sketcher = spec.columnStatistics() ? Optional.of(new TableSketcher()) : Optional.empty();
        this.expectations = ExpectationCheck.of(spec, context);
        this.deduplicator = spec.distinctBy().isSet()
                ? Optional.of(Deduplicator.begin(spec.distinctBy(), spec.jobId(), task.before(), commitMicros, context))
                : Optional.empty();
        this.eventTimes = new EventTimes(commitMicros);
        this.rejects = new RejectBuffer(
                spec.jobName(),
                spec.withholdsPayloads(),
                commitMicros,
                task.rejects().evolution().copy(),
                () -> writer(task.rejects(), context, prefix));
    }

    RejectBuffer rejects() {
        return rejects;
    }

    /** Whether rows may be rejected, so that their origins are needed. */
    boolean rejectsRows() {
        return task.spec().expectations().stream().anyMatch(one -> one.onViolation() == OnViolation.REJECT);
    }

    /**
     * Lands rows.
     *
     * @param record what was decoded and transformed
     * @param system the columns of the source
     * @param eventTime when each row's event happened; bounded here
     * @param sourceTime the source's own time of each row
     * @param origins of the rows that are rejected
     */
    void land(
            int count,
            List<Column> record,
            List<Column> system,
            Column eventTime,
            Column sourceTime,
            IntFunction<Origin> origins) {
        eventTimes.bound(eventTime.longs(Kind.TIMESTAMP), sourceTime.longs(Kind.TIMESTAMP));
        List<Column> metadata = new ArrayList<>(system);
        metadata.add(eventTime);
        List<Column> columns = new ArrayList<>(record);
        columns.addAll(metadata);
        columns.add(commitTimes(count));
        Batch kept = expectations.apply(
                new Batch(count, columns),
                system,
                (expectation, row) -> rejects.rejectRow(
                        "expected " + expectation.name() + ": " + expectation.sql(),
                        RowJson.of(record, row),
                        RowJson.of(metadata, row),
                        origins.apply(row)));
        if (kept.rows() > 0) {
            write(conformer.conform(kept));
        }
    }

    private Column commitTimes(int count) {
        LongVector times = commitTime.longs(Kind.TIMESTAMP);
        times.clear();
        for (int row = 0; row < count; row++) {
            times.append(row, task.run().commitTimeMicros());
        }
        return commitTime;
    }

    private void write(Batch conformed) {
        Batch distinct = deduplicator
                .map(one -> one.apply(conformed, evolution.schema()))
                .orElse(conformed);
        if (distinct.rows() > 0) {
            writer.write(distinct, evolution.schema());
            sketcher.ifPresent(one -> one.add(distinct, evolution.schema()));
            eventTimes.count(distinct);
            rows += distinct.rows();
        }
    }

    /**
     * Completes the files.
     *
     * @param decoded what was counted before rows came here
     */
    TaskResult finish(Counts decoded) {
        Counts landed = Counts.landed(
                rows,
                rejects.total(),
                expectations.violations(),
                deduplicator.map(Deduplicator::dropped).orElse(0L),
                eventTimes.counts());
        Counts counts =
                decoded.plus(landed).plus(Counts.failed(expectations.failed().byExpression()));
        List<SketchBlob> sketches = sketcher.map(TableSketcher::finish).orElse(List.of());
        TaskResult result = new TaskResult(writer.finish(), rejects.finish(), evolution, counts, sketches);
        deduplicator.ifPresent(one -> one.finish(task.run().name()));
        return result;
    }

    @Override
    public void close() {
        expectations.close();
        writer.close();
        rejects.abort();
    }

    private static TableWriter writer(WriteTarget target, TaskContext context, String prefix) {
        return new TableWriter(
                target,
                prefix,
                WriteSettings.DEFAULT,
                context.hints(target.table().name()));
    }
}
