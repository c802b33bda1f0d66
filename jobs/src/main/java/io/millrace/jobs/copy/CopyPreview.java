package io.millrace.jobs.copy;

import io.millrace.jobs.task.TaskContext;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.Decoder;
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

    private CopyPreview() {}

    /** Rows, and the schema that was discovered in them. */
    public record Sample(Schema schema, Batch batch) {}

    /** Takes about {@code payloads} payloads, as many as fit into one batch; what cannot be decoded is left out. */
    public static Sample take(CopySpec spec, Source source, StartPoint start, TaskContext context, long payloads) {
        Decoder decoder = context.format(spec.contentType()).open(spec.format(), spec.decode());
        Column eventTime = new Column(SystemColumns.EVENT_TIME);
        try (PayloadReader reader = source.read(source.next(source.start(start), new RunLimit(payloads, BYTES)));
                RecordExpressions expressions = RecordExpressions.of(spec, context)) {
            while (!decoder.full() && decoder.rows() < payloads && reader.next()) {
                int before = decoder.rows();
                int used = decoder.decode(
                        reader.bytes(),
                        reader.start(),
                        reader.end(),
                        reader.complete(),
                        (code, reason, bytes, from, to) -> {});
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
            return new Sample(evolution.schema(), conformed);
        } finally {
            decoder.close();
        }
    }
}
