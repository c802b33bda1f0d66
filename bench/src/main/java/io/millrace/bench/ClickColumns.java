package io.millrace.bench;

import java.nio.file.Path;

/** The events as DuckDB is told to read them, and what is asked of both sides to compare them. */
final class ClickColumns {
    private static final String SCHEMA = "{event_id: 'VARCHAR', partition: 'BIGINT', seq: 'BIGINT', ts: '%s',"
            + " type: 'VARCHAR', user: 'STRUCT(id BIGINT, email VARCHAR, name VARCHAR, address STRUCT(country VARCHAR,"
            + " city VARCHAR, geo STRUCT(lat DOUBLE, lon DOUBLE)))', device: 'STRUCT(os VARCHAR, version VARCHAR,"
            + " mobile BOOLEAN)', url: 'VARCHAR', referrer: 'VARCHAR', latency_ms: 'DOUBLE', tags: 'VARCHAR[]',"
            + " items: 'STRUCT(sku VARCHAR, qty BIGINT, price DOUBLE)[]'}";

    private ClickColumns() {}

    /**
     * What DuckDB does: the file of events to a Parquet file.
     *
     * @param times the type of the events' own time, as the job has it
     */
    static String copy(Path json, Path parquet, String times) {
        return "COPY (SELECT * FROM " + read("'" + json + "'", times) + ") TO '" + parquet
                + "' (FORMAT parquet, COMPRESSION zstd)";
    }

    /** The table function that reads files of events, told their schema. */
    static String read(String files, String times) {
        return "read_json(" + files + ", columns = " + SCHEMA.formatted(times) + ", format = 'newline_delimited')";
    }

    /** A query whose row tells whether two tables hold the same events, in values of every column. */
    static String fingerprint(String from) {
        return "SELECT count(*)::VARCHAR AS events, sum(seq)::VARCHAR AS seqs, bit_xor(hash(event_id))::VARCHAR AS ids,"
                + " sum(epoch_ms(ts::TIMESTAMPTZ))::VARCHAR AS times, sum(\"user\".id)::VARCHAR AS users,"
                + " sum(length(type) + length(\"user\".email) + length(\"user\".name) + length(url)"
                + " + length(\"user\".address.country) + length(\"user\".address.city) + length(device.os)"
                + " + length(device.version))::VARCHAR AS characters,"
                + " sum(length(referrer))::VARCHAR AS referrers, count(latency_ms)::VARCHAR AS latencies,"
                + " sum(CAST(round(latency_ms * 100) AS BIGINT))::VARCHAR AS latency,"
                + " sum(CAST(round(\"user\".address.geo.lat * 100 - \"user\".address.geo.lon * 100) AS BIGINT))::VARCHAR AS"
                + " places, count_if(device.mobile)::VARCHAR AS mobiles, sum(len(tags))::VARCHAR AS tags,"
                + " sum(list_sum(list_transform(items, lambda item: item.qty)))::VARCHAR AS quantities,"
                + " sum(list_sum(list_transform(items, lambda item: CAST(round(item.price * 100) AS BIGINT))))::VARCHAR AS"
                + " prices, bit_xor(hash(list_transform(tags, lambda tag: lower(tag))))::VARCHAR AS tag_hash FROM "
                + from;
    }
}
