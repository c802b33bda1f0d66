package io.millrace.jobs.copy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.BatchCursor;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.SourceColumn;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rejects as payloads: what they were when they were read, with the system columns that they had then. */
final class RejectReader implements PayloadReader {
    /** What a query for rejects selects, in this order. */
    static final String ITEMS = "split, \"offset\", coordinates, payload, $event_time, metadata, code, reason";

    private static final int SPLIT = 0;
    private static final int OFFSET = 1;
    private static final int COORDINATES = 2;
    private static final int PAYLOAD = 3;
    private static final int EVENT_TIME = 4;
    private static final int METADATA = 5;
    private static final int CODE = 6;
    private static final int REASON = 7;

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

    /** Whether the reject was kept with its bytes, if only none. */
    boolean hasPayload() {
        return payload().indexOf(row) >= 0;
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
        return text(SPLIT).orElse("");
    }

    /** An offset that no long can tell is in the coordinates. */
    @Override
    public BigInteger offset() {
        LongVector offsets = column(OFFSET).longs(Kind.BIGINT);
        int index = offsets.indexOf(row);
        return index >= 0
                ? BigInteger.valueOf(offsets.values()[index])
                : new BigInteger(RowJson.parse(coordinates()).path("offset").asText("0"));
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
        if (count == 0) {
            return;
        }
        Optional<JsonNode> metadata = metadata().map(RowJson::parse);
        JsonNode coordinates = RowJson.parse(coordinates());
        for (int i = 0; i < declared.size(); i++) {
            String name = declared.get(i).name();
            String coordinate = name.substring(1).toLowerCase(Locale.ROOT);
            JsonNode value = metadata.map(known -> known.path(name)).orElseGet(() -> coordinates.path(coordinate));
            for (int slot = firstRow; slot < firstRow + count; slot++) {
                RowReader.append(columns.get(i), slot, value);
            }
        }
    }

    @Override
    public void appendOrigin(int slot) {
        appendCoordinates(slot, 1);
    }

    @Override
    public void clearColumns() {
        columns.forEach(Column::clear);
    }

    @Override
    public String coordinates() {
        return text(COORDINATES).orElse("{}");
    }

    /** The system columns of the record, JSON; empty for rejects that were kept without. */
    Optional<String> metadata() {
        return text(METADATA);
    }

    String code() {
        return text(CODE).orElse("");
    }

    String reason() {
        return text(REASON).orElse("");
    }

    @Override
    public void close() {
        batch = Optional.empty();
    }

    private BytesVector payload() {
        return column(PAYLOAD).bytes(Kind.BINARY);
    }

    private Optional<String> text(int index) {
        BytesVector texts = column(index).bytes(Kind.STRING);
        int at = texts.indexOf(row);
        return at < 0 ? Optional.empty() : Optional.of(texts.string(at));
    }

    private Column column(int index) {
        return batch.orElseThrow().columns().get(index);
    }
}
