package io.millrace.jobs.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.kernel.BatchCursor;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.SourceColumn;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rejects as payloads: what they were when they were read, except for coordinates that a reject does not keep. */
final class RejectReader implements PayloadReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SPLIT = 0;
    private static final int OFFSET = 1;
    private static final int COORDINATES = 2;
    private static final int PAYLOAD = 3;
    private static final int EVENT_TIME = 4;

    private final BatchCursor cursor;
    private final List<SourceColumn> declared;
    private final List<Column> columns;
    private Optional<Batch> batch = Optional.empty();
    private int row;

    /** @param declared the columns of the job's source */
    RejectReader(BatchCursor cursor, List<SourceColumn> declared) {
        this.cursor = cursor;
        this.declared = List.copyOf(declared);
        this.columns =
                declared.stream().map(column -> new Column(column.name())).toList();
    }

    @Override
    public boolean next() {
        row++;
        while (batch.isEmpty() || row >= batch.get().rows()) {
            batch = cursor.next();
            row = 0;
            if (batch.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public byte[] bytes() {
        return payload().bytes();
    }

    @Override
    public int start() {
        return payload().start(payload().indexOf(row));
    }

    @Override
    public int end() {
        return payload().end(payload().indexOf(row));
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public void consumed(int bytes) {
        // A reject is whole.
    }

    @Override
    public String split() {
        return text(SPLIT);
    }

    @Override
    public BigInteger offset() {
        LongVector offsets = column(OFFSET).longs(Kind.BIGINT);
        int index = offsets.indexOf(row);
        return index < 0 ? BigInteger.ZERO : BigInteger.valueOf(offsets.values()[index]);
    }

    @Override
    public long timeMicros() {
        LongVector times = column(EVENT_TIME).longs(Kind.TIMESTAMP);
        return times.values()[times.indexOf(row)];
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public void appendCoordinates(int firstRow, int count) {
        JsonNode coordinates = json(coordinates());
        for (int i = 0; i < declared.size(); i++) {
            JsonNode value = coordinates.get(declared.get(i).name().substring(1).toLowerCase(Locale.ROOT));
            for (int slot = firstRow; value != null && slot < firstRow + count; slot++) {
                append(columns.get(i), declared.get(i).kind(), slot, value);
            }
        }
    }

    @Override
    public void clearColumns() {
        columns.forEach(Column::clear);
    }

    @Override
    public String coordinates() {
        return text(COORDINATES);
    }

    @Override
    public void close() {
        batch = Optional.empty();
    }

    private static void append(Column column, Kind kind, int slot, JsonNode value) {
        if (kind == Kind.BIGINT && value.isIntegralNumber()) {
            column.longs(kind).append(slot, value.longValue());
        } else if (kind == Kind.STRING && value.isTextual()) {
            byte[] text = value.textValue().getBytes(StandardCharsets.UTF_8);
            column.bytes(kind).append(slot, text, 0, text.length);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("coordinates are no JSON: " + text, e);
        }
    }

    private BytesVector payload() {
        return column(PAYLOAD).bytes(Kind.BINARY);
    }

    private String text(int index) {
        BytesVector texts = column(index).bytes(Kind.STRING);
        return texts.string(texts.indexOf(row));
    }

    private Column column(int index) {
        return batch.orElseThrow().columns().get(index);
    }
}
