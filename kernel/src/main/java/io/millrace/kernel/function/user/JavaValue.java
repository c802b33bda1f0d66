package io.millrace.kernel.function.user;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBWritableVector;

/** How values of a type pass between DuckDB and Java. */
enum JavaValue {
    BOOLEAN(DuckDBColumnType.BOOLEAN, Boolean.class, boolean.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            return vector.getBoolean(row);
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setBoolean(row, (Boolean) value);
        }
    },
    INTEGER(DuckDBColumnType.INTEGER, Integer.class, int.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            return vector.getInt(row);
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setInt(row, (Integer) value);
        }
    },
    BIGINT(DuckDBColumnType.BIGINT, Long.class, long.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            return vector.getLong(row);
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setLong(row, (Long) value);
        }
    },
    FLOAT(DuckDBColumnType.FLOAT, Float.class, float.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            return vector.getFloat(row);
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setFloat(row, (Float) value);
        }
    },
    DOUBLE(DuckDBColumnType.DOUBLE, Double.class, double.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            return vector.getDouble(row);
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setDouble(row, (Double) value);
        }
    },
    STRING(DuckDBColumnType.VARCHAR, String.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            return vector.getString(row);
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setString(row, (String) value);
        }
    },
    DATE(DuckDBColumnType.DATE, LocalDate.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            return vector.getLocalDate(row);
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setDate(row, (LocalDate) value);
        }
    },
    TIMESTAMP(DuckDBColumnType.TIMESTAMP_WITH_TIME_ZONE, Instant.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            OffsetDateTime time = vector.getOffsetDateTime(row);
            return time.toInstant();
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setOffsetDateTime(row, ((Instant) value).atOffset(ZoneOffset.UTC));
        }
    },
    TIMESTAMP_NTZ(DuckDBColumnType.TIMESTAMP, LocalDateTime.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            return vector.getLocalDateTime(row);
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setTimestamp(row, (LocalDateTime) value);
        }
    },
    DECIMAL(DuckDBColumnType.DECIMAL, BigDecimal.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            return vector.getBigDecimal(row);
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setBigDecimal(row, (BigDecimal) value);
        }
    },
    /** As JSON, which is what DuckDB's interface to Java can pass. */
    LIST(DuckDBColumnType.VARCHAR, List.class) {
        @Override
        Object read(DuckDBReadableVector vector, long row) {
            return vector.getString(row);
        }

        @Override
        void write(DuckDBWritableVector vector, long row, Object value) {
            vector.setString(row, (String) value);
        }
    };

    private static final Map<TypeID, JavaValue> BY_TYPE = Map.of(
            TypeID.BOOLEAN, BOOLEAN,
            TypeID.INTEGER, INTEGER,
            TypeID.LONG, BIGINT,
            TypeID.FLOAT, FLOAT,
            TypeID.DOUBLE, DOUBLE,
            TypeID.STRING, STRING,
            TypeID.DATE, DATE,
            TypeID.DECIMAL, DECIMAL);

    private final DuckDBColumnType column;
    private final Class<?> boxed;
    private final Class<?> plain;

    JavaValue(DuckDBColumnType column, Class<?> boxed) {
        this(column, boxed, boxed);
    }

    JavaValue(DuckDBColumnType column, Class<?> boxed, Class<?> plain) {
        this.column = column;
        this.boxed = boxed;
        this.plain = plain;
    }

    /** What values of a type are in Java; empty for types that functions do not take. */
    static Optional<JavaValue> of(Type type) {
        if (type.typeId() == TypeID.TIMESTAMP) {
            return Optional.of(((Types.TimestampType) type).shouldAdjustToUTC() ? TIMESTAMP : TIMESTAMP_NTZ);
        }
        if (type.isListType()) {
            return ListText.takes(type.asListType().elementType()) ? Optional.of(LIST) : Optional.empty();
        }
        return Optional.ofNullable(BY_TYPE.get(type.typeId()));
    }

    abstract Object read(DuckDBReadableVector vector, long row);

    abstract void write(DuckDBWritableVector vector, long row, Object value);

    DuckDBColumnType column() {
        return column;
    }

    /** Whether a parameter or result of a method may hold such values. */
    boolean fits(Class<?> type) {
        return type == boxed || type == plain;
    }

    /** As it is written in Java where it cannot be null, or can. */
    String javaName() {
        return plain == boxed ? boxed.getSimpleName() : plain.getSimpleName();
    }
}
