package io.millrace.jobs.copy;

import io.millrace.jobs.copy.RowOrigins.Origin;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.lake.SystemColumns;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.source.PayloadReader;
import java.util.List;
import java.util.Optional;

/** The first half of the way of a copy task's data: payloads become rows in columns, and are transformed. */
final class CopyPipeline implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final CopyTask task;
    private final TaskContext context;
    private final Landing landing;
    private final Decoder decoder;
    private final RecordExpressions expressions;
    private final RowOrigins origins = new RowOrigins();
    private final boolean keepsOrigins;
    private final Column sourceTime = new Column(SystemColumns.EVENT_TIME);
    private long payloads;
    private long inputBytes;
    private long decoded;

    /** @param landing not closed with this */
    CopyPipeline(CopyTask task, TaskContext context, Landing landing) {
        this.task = task;
        this.context = context;
        this.landing = landing;
        CopySpec spec = task.spec();
        this.decoder = context.format(spec.contentType()).open(spec.format(), spec.decode());
        this.expressions = RecordExpressions.of(spec, context);
        this.keepsOrigins = landing.rejectsRows();
    }

    /** Reads payloads to their end. */
    void run(PayloadReader reader) throws InterruptedException {
        landing.rejects().reading(reader);
        while (reader.next()) {
            read(reader);
        }
        flush(reader);
    }

    /** Decodes the payload at which a reader stands; returns whether anything came of it: a row or a reject. */
    boolean read(PayloadReader reader) throws InterruptedException {
        RejectBuffer rejects = landing.rejects();
        long before = decoded + rejects.total();
        payloads++;
        decode(reader);
        tell(reader.takeNotes());
        tell(decoder.takeNotes());
        Optional<String> damage = reader.damage();
        if (damage.isPresent()) {
            rejects.reject(ErrorCode.SOURCE_FORMAT, damage.get(), NOTHING, 0, 0);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return decoded + rejects.total() > before;
    }

    private void tell(List<String> notes) {
        if (!notes.isEmpty()) {
            notes.forEach(note -> context.note(task.spec().jobName(), note));
        }
    }

    /** What was decoded so far. */
    Counts counts() {
        Counts counts = Counts.decoded(
                payloads, inputBytes, decoder.duplicateKeys(), decoder.overflowedFields(), decoder.unknownFields());
        return counts.plus(Counts.failed(expressions.failed().byExpression()));
    }

    @Override
    public void close() {
        decoder.close();
        expressions.close();
    }

    private void decode(PayloadReader reader) {
        int from = reader.start();
        int end = reader.end();
        while (true) {
            int before = decoder.rows();
            int used = decoder.decode(reader.bytes(), from, end, reader.complete(), landing.rejects());
            int added = decoder.rows() - before;
            reader.appendCoordinates(before, added);
            if (added > 0 && keepsOrigins) {
                origins.add(before, Origin.of(reader));
            }
            appendTimes(before, added, reader.timeMicros());
            decoded += added;
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
        LongVector times = sourceTime.longs(Kind.TIMESTAMP);
        for (int row = firstRow; row < firstRow + count; row++) {
            times.append(row, timeMicros);
        }
    }

    /** Lets go of the rows decoded so far. */
    void flush(PayloadReader reader) {
        Batch batch = decoder.batch();
        if (batch.rows() > 0) {
            List<Column> record = expressions.apply(batch, sourceTime, reader.columns());
            landing.land(batch.rows(), record, reader.columns(), expressions.eventTime(), sourceTime, origins::of);
        }
        decoder.reset();
        origins.clear();
        reader.clearColumns();
        sourceTime.clear();
    }
}
