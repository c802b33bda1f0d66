package io.millrace.jobs.copy;

import io.millrace.jobs.copy.Expectation.OnViolation;
import io.millrace.jobs.copy.RejectBuffer.Already;
import io.millrace.jobs.distinct.Deduplicator;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskResult;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.JsonText;
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
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.source.PayloadReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way of a copy task's data: payloads, rows in columns, conformed to the table, files. */
final class CopyPipeline implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final CopyTask task;
    private final TaskContext context;
    private final Decoder decoder;
    private final SchemaEvolution evolution;
    private final Conformer conformer;
    private final TableWriter writer;
    private final Optional<TableSketcher> sketcher;
    private final RejectBuffer rejects;
    private final RecordExpressions expressions;
    private final ExpectationCheck expectations;
    private final Optional<Deduplicator> deduplicator;
    private final Optional<RowOrigins> origins;
    private final EventTimes eventTimes;
    private final Column eventTime = new Column(SystemColumns.EVENT_TIME);
    private final Column commitTime = new Column(SystemColumns.COMMIT_TIME);
    private long payloads;
    private long inputBytes;
    private long rows;

    /** @param already which rejects need not be kept, as they are */
    CopyPipeline(CopyTask task, TaskContext context, Already already) {
        this.task = task;
        this.context = context;
        CopySpec spec = task.spec();
        this.decoder = context.format(spec.contentType()).open(spec.format(), spec.decode());
        this.evolution = task.target().evolution().copy();
        this.conformer = new Conformer(evolution);
        String prefix = task.filePrefix(context);
        this.writer = writer(task.target(), context, prefix);
        this.sketcher = spec.columnStatistics() ? Optional.of(new TableSketcher()) : Optional.empty();
        this.expressions = RecordExpressions.of(spec, context);
        this.expectations = ExpectationCheck.of(spec, context);
        this.deduplicator = spec.distinctBy().isSet()
                ? Optional.of(Deduplicator.begin(
                        spec.distinctBy(),
                        spec.jobId(),
                        task.before(),
                        task.run().commitTimeMicros(),
                        context))
                : Optional.empty();
        this.eventTimes = new EventTimes(task.run().commitTimeMicros());
        this.origins = spec.expectations().stream().anyMatch(one -> one.onViolation() == OnViolation.REJECT)
                ? Optional.of(new RowOrigins())
                : Optional.empty();
        WriteTarget rejectTarget = task.rejects();
        this.rejects = new RejectBuffer(
                spec.jobName(),
                spec.withholdsPayloads(),
                task.run().commitTimeMicros(),
                already,
                rejectTarget.evolution().copy(),
                () -> writer(rejectTarget, context, prefix));
    }

    TaskResult run(PayloadReader reader) throws InterruptedException {
        rejects.reading(reader);
        while (reader.next()) {
            payloads++;
            decode(reader);
            tell(reader.takeNotes());
            tell(decoder.takeNotes());
            reader.damage().ifPresent(why -> rejects.reject(ErrorCode.SOURCE_FORMAT, why, NOTHING, 0, 0));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        flush(reader);
        Counts counts = new Counts(
                payloads,
                inputBytes,
                rows,
                rejects.total(),
                decoder.duplicateKeys(),
                decoder.overflowedFields(),
                decoder.unknownFields(),
                expectations.violations(),
                deduplicator.map(Deduplicator::dropped).orElse(0L),
                eventTimes.counts());
        List<SketchBlob> sketches = sketcher.map(TableSketcher::finish).orElse(List.of());
        TaskResult result = new TaskResult(writer.finish(), rejects.finish(), evolution, counts, sketches);
        deduplicator.ifPresent(one -> one.finish(task.run().name()));
        return result;
    }

    private void tell(List<String> notes) {
        if (!notes.isEmpty()) {
            notes.forEach(note -> context.note(task.spec().jobName(), note));
        }
    }

    @Override
    public void close() {
        decoder.close();
        expressions.close();
        expectations.close();
        writer.close();
        rejects.abort();
    }

    private void decode(PayloadReader reader) {
        int from = reader.start();
        int end = reader.end();
        while (true) {
            int before = decoder.rows();
            int used = decoder.decode(reader.bytes(), from, end, reader.complete(), rejects);
            int added = decoder.rows() - before;
            reader.appendCoordinates(before, added);
            if (added > 0 && origins.isPresent()) {
                origins.get().add(before, reader);
            }
            appendTimes(before, added, reader.timeMicros());
            from += used;
            inputBytes += used;
            boolean full = decoder.full();
            if (full) {
                flush(reader);
            }
            if (from >= end || (used == 0 && !full)) {
                break;
            }
        }
        reader.consumed(from - reader.start());
    }

    private void appendTimes(int firstRow, int count, long timeMicros) {
        LongVector event = eventTime.longs(Kind.TIMESTAMP);
        LongVector commit = commitTime.longs(Kind.TIMESTAMP);
        for (int row = firstRow; row < firstRow + count; row++) {
            event.append(row, timeMicros);
            commit.append(row, task.run().commitTimeMicros());
        }
    }

    private void flush(PayloadReader reader) {
        Batch decoded = decoder.batch();
        if (decoded.rows() > 0) {
            List<Column> record = expressions.apply(decoded, eventTime);
            eventTimes.bound(expressions.eventTime().longs(Kind.TIMESTAMP), eventTime.longs(Kind.TIMESTAMP));
            List<Column> columns = new ArrayList<>(record);
            columns.addAll(reader.columns());
            columns.add(expressions.eventTime());
            columns.add(commitTime);
            Batch kept = expectations.apply(
                    new Batch(decoded.rows(), columns), (expectation, row) -> rejectRow(expectation, record, row));
            if (kept.rows() > 0) {
                write(conformer.conform(kept));
            }
        }
        decoder.reset();
        origins.ifPresent(RowOrigins::clear);
        reader.clearColumns();
        eventTime.clear();
        commitTime.clear();
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

    private void rejectRow(Expectation expectation, List<Column> record, int row) {
        String reason = "expected " + expectation.name() + ": " + expectation.sql();
        rejects.rejectRow(
                reason, JsonText.row(record, row), origins.orElseThrow().of(row));
    }

    private static TableWriter writer(WriteTarget target, TaskContext context, String prefix) {
        return new TableWriter(
                target,
                prefix,
                WriteSettings.DEFAULT,
                context.hints(target.table().name()));
    }
}
