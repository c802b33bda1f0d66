package io.millrace.bench;

import java.util.Locale;

/** What the events may be written in. */
enum EventFormat {
    /** One a line. */
    JSON,
    /** With a header; what is nested is flat, lists are JSON in a text. */
    CSV,
    /** Blocks compressed with Snappy. */
    AVRO,
    /** Blocks compressed with Snappy. */
    ORC,
    /** Pages compressed with Snappy, as DuckDB writes them. */
    PARQUET;

    /** Whether DuckDB's driver reads it. */
    boolean inDuckDb() {
        return this != AVRO && this != ORC;
    }

    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
