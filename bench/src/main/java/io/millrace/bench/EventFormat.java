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
    /** Pages compressed with Snappy, as DuckDB writes them. */
    PARQUET;

    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
