package io.millrace.jobs.copy;

import io.millrace.jobs.task.TaskContext;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;

/** The first records of a source as a copy job would land them; nothing is written. */
public final class CopyPreview {
    private static final long BYTES = 16 << 20;
    private static final byte[] NOTHING = {};

    private CopyPreview() {}

    /**
     * Rows, and the schema that was discovered in them.
     *
     * @param notes how the content was read, and what was rejected
     */
    public record Sample(Schema schema, Batch batch, List<String> notes) {}

    /** Counts what cannot be decoded, and keeps the first reason. */
    private static final class Rejected implements RejectSink {
        private long count;
        private String first = "";

        @Override
        public void reject(ErrorCode code, String reason, byte[] bytes, int from, int to) {
            first = count++ == 0 ? reason : first;
        }

        List<String> notes() {
            String records = count == 1 ? "1 record is" : count + " records are";
            return count == 0 ? List.of() : List.of(records + " rejected, the first for: " + first);
        }
    }

    /** Takes about {@code payloads} payloads, as many as fit into one batch; what cannot be decoded is counted. */
    public static Sample take(CopySpec spec, Source source, StartPoint start, TaskContext context, long payloads) {
        Decoder decoder = context.format(spec.contentType()).open(spec.format(), spec.decode());
        Column eventTime = new Column(SystemColumns.EVENT_TIME);
        List<String> notes = new ArrayList<>();
        Rejected rejected = new Rejected();
        try (PayloadReader reader = source.read(source.next(source.start(start), new RunLimit(payloads, BYTES)));
                RecordExpressions expressions = RecordExpressions.of(spec, context)) {
            while (!decoder.full() && decoder.rows() < payloads && reader.next()) {
                int before = decoder.rows();
                int used = decoder.decode(reader.bytes(), reader.start(), reader.end(), reader.complete(), rejected);
                notes.addAll(reader.takeNotes());
                notes.addAll(decoder.takeNotes());
                reader.damage().ifPresent(why -> rejected.reject(ErrorCode.SOURCE_FORMAT, why, NOTHING, 0, 0));
                reader.consumed(used);
                reader.appendCoordinates(before, decoder.rows() - before);
                for (int row = before; row < decoder.rows(); row++) {
                    eventTime.longs(Kind.TIMESTAMP).append(row, reader.timeMicros());
                }
            }
            Batch decoded = decoder.batch();
            List<Column> columns = new ArrayList<>(expressions.apply(decoded, eventTime, reader.columns()));
            columns.addAll(reader.columns());
            columns.add(expressions.eventTime());
            SchemaEvolution evolution = new SchemaEvolution(new Schema(), 0);
            Batch conformed = new Conformer(evolution).conform(new Batch(decoded.rows(), columns));
            notes.addAll(rejected.notes());
            return new Sample(evolution.schema(), conformed, notes);
        } finally {
            decoder.close();
        }
    }
}
