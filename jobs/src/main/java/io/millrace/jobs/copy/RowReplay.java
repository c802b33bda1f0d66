package io.millrace.jobs.copy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.jobs.copy.RowOrigins.Origin;
import io.millrace.lake.SystemColumns;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lands rows that were rejected after they had been decoded and transformed. */
final class RowReplay {
    private static final int BATCH_ROWS = 4096;
    private static final int BATCH_BYTES = 8 << 20;

    private final Landing landing;
    private final Map<String, Column> record = new LinkedHashMap<>();
    private final Column eventTime = new Column(SystemColumns.EVENT_TIME);
    private final Column sourceTime = new Column(SystemColumns.EVENT_TIME);
    private final List<Origin> origins = new ArrayList<>();
    private long rows;
    private int bytes;

    RowReplay(Landing landing) {
        this.landing = landing;
    }

    void run(RejectReader reader) throws InterruptedException {
        while (reader.next()) {
            add(reader);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (origins.size() == BATCH_ROWS || bytes >= BATCH_BYTES) {
                flush(reader);
            }
        }
        flush(reader);
    }

    long rows() {
        return rows;
    }

    private void add(RejectReader reader) {
        int row = origins.size();
        int length = reader.end() - reader.start();
        String json = new String(reader.bytes(), reader.start(), length, StandardCharsets.UTF_8);
        RowReader.append(RowJson.parse(json), record, row);
        reader.appendCoordinates(row, 1);
        sourceTime.longs(Kind.TIMESTAMP).append(row, reader.timeMicros());
        appendEventTime(reader, row);
        origins.add(Origin.of(reader));
        rows++;
        bytes += length;
    }

    /** The time that was computed when the row was decoded; a row kept without has the source's. */
    private void appendEventTime(RejectReader reader, int row) {
        JsonNode time = reader.metadata()
                .map(RowJson::parse)
                .map(metadata -> metadata.path(SystemColumns.EVENT_TIME))
                .filter(JsonNode::isObject)
                .orElse(null);
        if (time == null) {
            eventTime.longs(Kind.TIMESTAMP).append(row, reader.timeMicros());
        } else {
            RowReader.append(eventTime, row, time);
        }
    }

    private void flush(RejectReader reader) {
        if (!origins.isEmpty()) {
            landing.land(
                    origins.size(),
                    List.copyOf(record.values()),
                    reader.columns(),
                    eventTime,
                    sourceTime,
                    origins::get);
        }
        record.values().forEach(Column::clear);
        reader.clearColumns();
        eventTime.clear();
        sourceTime.clear();
        origins.clear();
        bytes = 0;
    }
}
