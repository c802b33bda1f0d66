package io.millrace.spi.batch;

/** What a value is. A column of a batch may hold values of several kinds until it is conformed to a table. */
public enum Kind {
    BOOLEAN,
    /** 64-bit signed integer, in a {@link LongVector}. */
    BIGINT,
    /** Binary64, in a {@link DoubleVector}. */
    DOUBLE,
    /** Exact decimal of at most 38 digits, in a {@link DecimalVector}. */
    DECIMAL,
    /** UTF-8 text, in a {@link BytesVector}. */
    STRING,
    /** Bytes without a meaning, in a {@link BytesVector}. */
    BINARY,
    /** Days since 1970-01-01, in a {@link LongVector}. */
    DATE,
    /** Microseconds since midnight, in a {@link LongVector}. */
    TIME,
    /** Microseconds since 1970-01-01T00:00:00Z: an instant, in a {@link LongVector}. */
    TIMESTAMP,
    /** Microseconds since 1970-01-01T00:00:00 of a clock without a zone, in a {@link LongVector}. */
    TIMESTAMP_NTZ,
    /** 16 bytes, big endian, in a {@link BytesVector}. */
    UUID,
    STRUCT,
    LIST,
    MAP;

    /** The name used in messages and for sibling columns: {@code price_string}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
