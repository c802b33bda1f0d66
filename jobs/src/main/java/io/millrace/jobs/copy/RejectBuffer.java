package io.millrace.jobs.copy;

import io.millrace.jobs.copy.RowOrigins.Origin;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.write.TableWriter;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.source.PayloadReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Collects what cannot be decoded and writes it to files for the table of rejects, payload included. */
final class RejectBuffer implements RejectSink {
    /** Instead of a reason that may show a part of a payload which is withheld. */
    private static final String WITHHELD =
            "the payload is withheld, as the job masks or excludes columns; find the record by its coordinates";

    private static final int FLUSH_ROWS = 4096;
    private static final int FLUSH_BYTES = 8 << 20;

    private final String jobName;
    private final long commitTimeMicros;
    private final boolean withholdPayloads;
    private final Already already;
    private final SchemaEvolution schema;
    private final Supplier<TableWriter> openWriter;
    private final List<Column> columns;
    private PayloadReader reader;
    private TableWriter writer;
    private int rows;
    private long total;

    /** Which rejects the table of rejects has, when a run is executed again. */
    interface Already {
        boolean covers(String split, BigInteger offset);
    }

    /**
     * @param withholdPayloads whether what could not be decoded must not be written anywhere
     * @param already how far the table of rejects has come: what lies before it is there
     * @param schema of the table of rejects
     */
    RejectBuffer(
            String jobName,
            boolean withholdPayloads,
            long commitTimeMicros,
            Already already,
            SchemaEvolution schema,
            Supplier<TableWriter> openWriter) {
        this.jobName = jobName;
        this.withholdPayloads = withholdPayloads;
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
        Origin origin = Origin.of(0, reader);
        if (withholdPayloads) {
            add(code, WITHHELD, origin);
        } else {
            int row = add(code, reason, origin);
            column(Rejects.PAYLOAD).bytes(Kind.BINARY).append(row, bytes, from, to);
        }
        flushIfFull();
    }

    /** Rejects a row that was decoded and transformed; what is masked in it is masked. */
    void rejectRow(String reason, String json, Origin origin) {
        if (already.covers(origin.split(), origin.offset())) {
            return;
        }
        int row = add(ErrorCode.EXPECTATION_VIOLATED, reason, origin);
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        column(Rejects.PAYLOAD).bytes(Kind.BINARY).append(row, payload, 0, payload.length);
        flushIfFull();
    }

    private int add(ErrorCode code, String reason, Origin origin) {
        int row = rows++;
        total++;
        text(Rejects.JOB, row, jobName);
        text(Rejects.CODE, row, code.code());
        text(Rejects.REASON, row, reason);
        text(Rejects.SPLIT, row, origin.split());
        if (origin.offset().bitLength() < Long.SIZE) {
            longs(Rejects.OFFSET, Kind.BIGINT, row, origin.offset().longValueExact());
        }
        text(Rejects.COORDINATES, row, origin.coordinates());
        longs(Rejects.EVENT_TIME, Kind.TIMESTAMP, row, origin.timeMicros());
        longs(Rejects.COMMIT_TIME, Kind.TIMESTAMP, row, commitTimeMicros);
        return row;
    }

    private void flushIfFull() {
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
