package io.millrace.jobs.copy;

import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.write.TableWriter;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Collects what cannot be decoded and writes it to files for the table of rejects, payload included. */
final class RejectBuffer implements RejectSink {
    private static final int FLUSH_ROWS = 4096;
    private static final int FLUSH_BYTES = 8 << 20;

    private final String jobName;
    private final long commitTimeMicros;
    private final Position already;
    private final SchemaEvolution schema;
    private final Supplier<TableWriter> openWriter;
    private final List<Column> columns;
    private PayloadReader reader;
    private TableWriter writer;
    private int rows;
    private long total;

    /**
     * @param already how far the table of rejects has come: what lies before it is there
     * @param schema of the table of rejects
     */
    RejectBuffer(
            String jobName,
            long commitTimeMicros,
            Position already,
            SchemaEvolution schema,
            Supplier<TableWriter> openWriter) {
        this.jobName = jobName;
        this.commitTimeMicros = commitTimeMicros;
        this.already = already;
        this.schema = schema;
        this.openWriter = openWriter;
        this.columns = Rejects.columns();
    }

    void reading(PayloadReader from) {
        reader = from;
    }

    @Override
    public void reject(ErrorCode code, String reason, byte[] bytes, int from, int to) {
        if (already.covers(reader.split(), reader.offset())) {
            return;
        }
        int row = rows++;
        total++;
        text(Rejects.JOB, row, jobName);
        text(Rejects.CODE, row, code.code());
        text(Rejects.REASON, row, reason);
        text(Rejects.SPLIT, row, reader.split());
        if (reader.offset().bitLength() < Long.SIZE) {
            longs(Rejects.OFFSET, Kind.BIGINT, row, reader.offset().longValueExact());
        }
        text(Rejects.COORDINATES, row, reader.coordinates());
        column(Rejects.PAYLOAD).bytes(Kind.BINARY).append(row, bytes, from, to);
        longs(Rejects.EVENT_TIME, Kind.TIMESTAMP, row, reader.timeMicros());
        longs(Rejects.COMMIT_TIME, Kind.TIMESTAMP, row, commitTimeMicros);
        if (rows >= FLUSH_ROWS || column(Rejects.PAYLOAD).bytes(Kind.BINARY).byteSize() >= FLUSH_BYTES) {
            flush();
        }
    }

    long total() {
        return total;
    }

    /** Completes the files; empty when there was no reject. */
    List<org.apache.iceberg.DataFile> finish() {
        flush();
        return writer == null ? List.of() : writer.finish();
    }

    void abort() {
        if (writer != null) {
            writer.close();
        }
    }

    private void flush() {
        if (rows == 0) {
            return;
        }
        if (writer == null) {
            writer = openWriter.get();
        }
        Batch conformed = new Conformer(schema).conform(new Batch(rows, columns));
        writer.write(conformed, schema.schema());
        columns.forEach(Column::clear);
        rows = 0;
    }

    private void text(int column, int row, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        column(column).bytes(Kind.STRING).append(row, bytes, 0, bytes.length);
    }

    private void longs(int column, Kind kind, int row, long value) {
        column(column).longs(kind).append(row, value);
    }

    private Column column(int index) {
        return columns.get(index);
    }
}
