package io.millrace.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The events in each format as DuckDB is told to read and to write them. */
final class EventSql {
    /** A column of the flat form: its name, its place in the nested form, its type. */
    private record Flat(String name, String place, String type) {}

    private static final List<Flat> FLAT = List.of(
            new Flat("event_id", "event_id", "VARCHAR"),
            new Flat("partition", "partition", "BIGINT"),
            new Flat("seq", "seq", "BIGINT"),
            new Flat("ts", "ts", "VARCHAR"),
            new Flat("type", "type", "VARCHAR"),
            new Flat("user_id", "\"user\".id", "BIGINT"),
            new Flat("user_email", "\"user\".email", "VARCHAR"),
            new Flat("user_name", "\"user\".name", "VARCHAR"),
            new Flat("country", "\"user\".address.country", "VARCHAR"),
            new Flat("city", "\"user\".address.city", "VARCHAR"),
            new Flat("lat", "\"user\".address.geo.lat", "DOUBLE"),
            new Flat("lon", "\"user\".address.geo.lon", "DOUBLE"),
            new Flat("os", "device.os", "VARCHAR"),
            new Flat("version", "device.version", "DOUBLE"),
            new Flat("mobile", "device.mobile", "BOOLEAN"),
            new Flat("url", "url", "VARCHAR"),
            new Flat("referrer", "referrer", "VARCHAR"),
            new Flat("latency_ms", "latency_ms", "DOUBLE"),
            new Flat("tags", "to_json(tags)::VARCHAR", "VARCHAR"),
            new Flat("items", "to_json(items)::VARCHAR", "VARCHAR"));

    private static final String NESTED = """
            (SELECT event_id, partition, seq, ts, type,
                struct_pack(id := user_id, email := user_email, name := user_name, address := struct_pack(
                    country := country, city := city, geo := struct_pack(lat := lat, lon := lon))) AS "user",
                struct_pack(os := os, version := version::VARCHAR, mobile := mobile) AS device, url, referrer, latency_ms,
                from_json(tags, '["VARCHAR"]') AS tags,
                from_json(items, '[{"sku": "VARCHAR", "qty": "BIGINT", "price": "DOUBLE"}]') AS items
            FROM %s)
            """;

    private EventSql() {}

    /** The table function that reads files, told their schema; Avro and ORC have none. */
    static String read(EventFormat format, List<Path> files) {
        String list = Reference.list(files.stream().map(Path::toString).toList());
        return switch (format) {
            case JSON -> ClickColumns.read(list, "VARCHAR");
            case CSV -> {
                List<String> columns = new ArrayList<>();
                FLAT.forEach(flat -> columns.add(flat.name() + ": '" + flat.type() + "'"));
                yield "read_csv(" + list + ", columns = {" + String.join(", ", columns)
                        + "}, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"')";
            }
            case PARQUET -> "read_parquet(" + list + ")";
            case AVRO, ORC -> throw new IllegalArgumentException("DuckDB's driver has no " + format);
        };
    }

    /** What DuckDB does: files to a Parquet file. */
    static String copy(EventFormat format, List<Path> files, Path parquet) {
        return "COPY (SELECT * FROM " + read(format, files) + ") TO '" + parquet
                + "' (FORMAT parquet, COMPRESSION zstd)";
    }

    /** Makes a file of CSV or Parquet from one of JSON. */
    static String convert(Path json, EventFormat format, Path to) {
        String from = "['" + json + "']";
        return switch (format) {
            case CSV -> {
                List<String> columns = new ArrayList<>();
                FLAT.forEach(flat -> columns.add(flat.place() + " AS " + flat.name()));
                yield "COPY (SELECT " + String.join(", ", columns) + " FROM " + ClickColumns.read(from, "VARCHAR")
                        + ") TO '" + to + "' (FORMAT csv, HEADER true)";
            }
            case PARQUET ->
                "COPY (SELECT * FROM " + ClickColumns.read(from, "TIMESTAMPTZ") + ") TO '" + to
                        + "' (FORMAT parquet, COMPRESSION snappy)";
            case JSON, AVRO, ORC -> throw new IllegalArgumentException("not written by DuckDB: " + format);
        };
    }

    /** {@link ClickColumns#fingerprint} of a relation that holds what files of a format hold. */
    static String fingerprint(EventFormat format, String from) {
        return ClickColumns.fingerprint(format == EventFormat.CSV ? NESTED.formatted(from) : from);
    }
}
