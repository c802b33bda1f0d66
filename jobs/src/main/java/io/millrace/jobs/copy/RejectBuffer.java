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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;

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
    private final SchemaEvolution schema;
    private final Supplier<TableWriter> openWriter;
    private final List<Column> columns;
    private PayloadReader reader;
    private TableWriter writer;
    private int rows;
    private long total;

    /**
     * @param withholdPayloads whether what could not be decoded must not be written anywhere
     * @param schema of the table of rejects
     */
    RejectBuffer(
            String jobName,
            boolean withholdPayloads,
            long commitTimeMicros,
            SchemaEvolution schema,
            Supplier<TableWriter> openWriter) {
        this.jobName = jobName;
        this.withholdPayloads = withholdPayloads;
        this.commitTimeMicros = commitTimeMicros;
        this.schema = schema;
        this.openWriter = openWriter;
        this.columns = Rejects.columns();
    }

    void reading(PayloadReader from) {
        reader = from;
    }

    @Override
    public void reject(ErrorCode code, String reason, byte[] bytes, int from, int to) {
        Origin origin = Origin.of(reader);
        if (withholdPayloads) {
            add(code.code(), WITHHELD, origin);
        } else {
            int row = add(code.code(), reason, origin);
            column(Rejects.PAYLOAD).bytes(Kind.BINARY).append(row, bytes, from, to);
            text(Rejects.METADATA, row, metadata());
        }
        flushIfFull();
    }

    /**
     * Rejects a row that was decoded and transformed; what is masked in it is masked.
     *
     * @param json the row, as {@link RowJson} writes it
     * @param metadata its system columns, in the same way
     */
    void rejectRow(String reason, String json, String metadata, Origin origin) {
        int row = add(ErrorCode.EXPECTATION_VIOLATED.code(), reason, origin);
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        column(Rejects.PAYLOAD).bytes(Kind.BINARY).append(row, payload, 0, payload.length);
        text(Rejects.METADATA, row, metadata);
        flushIfFull();
    }

    /** Keeps a reject that was read back and cannot become anything else, with another reason. */
    void keep(RejectReader reject, String reason) {
        int row = add(reject.code(), reason, Origin.of(reject));
        if (reject.hasPayload()) {
            column(Rejects.PAYLOAD).bytes(Kind.BINARY).append(row, reject.bytes(), reject.start(), reject.end());
        }
        reject.metadata().ifPresent(metadata -> text(Rejects.METADATA, row, metadata));
        flushIfFull();
    }

    private int add(String code, String reason, Origin origin) {
        int row = rows++;
        total++;
        text(Rejects.JOB, row, jobName);
        text(Rejects.CODE, row, code);
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

    /** The system columns of the payload, as a row of it would have them; taken back from the reader's columns. */
    private String metadata() {
        int slot = Integer.MAX_VALUE - 1;
        reader.appendOrigin(slot);
        String json = RowJson.of(reader.columns(), slot);
        reader.columns().forEach(column -> column.truncate(slot));
        return json;
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
    List<DataFile> finish() {
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
