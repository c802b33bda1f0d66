package io.millrace.kernel.function;

import org.duckdb.DuckDBColumnType;

/** What goes in and out of a function in Java. */
public enum ValueType {
    TEXT(DuckDBColumnType.VARCHAR),
    LONG(DuckDBColumnType.BIGINT),
    DOUBLE(DuckDBColumnType.DOUBLE),
    BOOLEAN(DuckDBColumnType.BOOLEAN);

    private final DuckDBColumnType type;

    ValueType(DuckDBColumnType type) {
        this.type = type;
    }

    DuckDBColumnType type() {
        return type;
    }
}
