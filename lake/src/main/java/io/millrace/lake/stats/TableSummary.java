package io.millrace.lake.stats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The statistics of some rows of a table: of a task, or of all that was committed. Not safe for use by two threads. */
final class TableSummary {
    static final String COUNTS = "millrace-counts-v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SortedMap<Integer, ColumnSummary> columns = new TreeMap<>();
    private final TimeHistogram events = new TimeHistogram();
    private long rows;

    void countRows(long count) {
        rows += count;
    }

    long rows() {
        return rows;
    }

    TimeHistogram events() {
        return events;
    }

    Optional<ColumnSummary> find(int id) {
        return Optional.ofNullable(columns.get(id));
    }

    ColumnSummary column(int id) {
        return columns.computeIfAbsent(id, any -> new ColumnSummary());
    }

    void merge(TableSummary other) {
        rows += other.rows;
        events.merge(other.events);
        other.columns.forEach((id, column) -> column(id).merge(column));
    }

    List<SketchBlob> blobs() {
        List<SketchBlob> blobs = new ArrayList<>();
        blobs.add(new SketchBlob(COUNTS, List.copyOf(columns.keySet()), Map.of("rows", Long.toString(rows)), counts()));
        columns.forEach((id, column) -> blobs.addAll(column.blobs(id)));
        return blobs;
    }

    /** Adds what {@link #blobs} of others hold. */
    void add(List<SketchBlob> blobs) {
        for (SketchBlob blob : blobs) {
            if (blob.type().equals(COUNTS)) {
                addCounts(blob.bytes());
            } else if (blob.fields().size() == 1) {
                column(blob.fields().get(0)).add(blob);
            }
        }
    }

    private byte[] counts() {
        ObjectNode root = JSON.createObjectNode();
        root.put("rows", rows);
        ObjectNode times = root.putObject("events").put("width-micros", events.widthMicros());
        ObjectNode spans = times.putObject("counts");
        events.counts().forEach((from, count) -> spans.put(Long.toString(from), count));
        ArrayNode all = root.putArray("columns");
        columns.forEach((id, column) -> all.addObject()
                .put("id", id)
                .put("values", column.values())
                .put("first-micros", column.firstMicros())
                .put("last-micros", column.lastMicros()));
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addCounts(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            rows += root.get("rows").longValue();
            Map<Long, Long> spans = new HashMap<>();
            root.get("events")
                    .get("counts")
                    .properties()
                    .forEach(span -> spans.put(
                            Long.parseLong(span.getKey()), span.getValue().longValue()));
            events.merge(root.get("events").get("width-micros").longValue(), spans);
            for (JsonNode column : root.get("columns")) {
                column(column.get("id").intValue())
                        .count(
                                column.get("values").longValue(),
                                column.get("first-micros").longValue(),
                                column.get("last-micros").longValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
