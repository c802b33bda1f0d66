package io.millrace.sql.tree;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/** The type of a declared column; exactly the types an Iceberg table can hold. */
public sealed interface DataType extends Serializable {
    /** A type without parameters. */
    enum Primitive implements DataType {
        BOOLEAN,
        /** 32 bits, signed. */
        INTEGER,
        /** 64 bits, signed. */
        BIGINT,
        /** Binary32. */
        FLOAT,
        /** Binary64. */
        DOUBLE,
        STRING,
        BINARY,
        DATE,
        /** Microseconds of a day. */
        TIME,
        /** An instant, in microseconds. */
        TIMESTAMP,
        /** The reading of a clock without a zone, in microseconds. */
        TIMESTAMP_NTZ,
        UUID
    }

    /** {@code DECIMAL(precision, scale)}: precision from 1 to 38, scale from 0 to precision. */
    record Decimal(int precision, int scale) implements DataType {
        public static final int MAX_PRECISION = 38;

        public Decimal {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("no such type: DECIMAL(" + precision + ", " + scale + ")");
            }
        }
    }

    /** {@code STRUCT(name type, ...)}. */
    record Struct(List<ColumnDefinition> fields) implements DataType {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /** {@code type[]}, {@code LIST(type)} and {@code ARRAY(type)}. */
    record ListOf(DataType element) implements DataType {
        public ListOf {
            requireNonNull(element, "element is null");
        }
    }

    /** {@code MAP(key, value)}. */
    record MapOf(DataType key, DataType value) implements DataType {
        public MapOf {
            requireNonNull(key, "key is null");
            requireNonNull(value, "value is null");
        }
    }
}
