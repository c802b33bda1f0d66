package io.millrace.lake.parquet;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** One spelling for the values of rows, of Iceberg's generics and of DuckDB, so that they can be compared. */
final class Texts {
    private Texts() {}

    static String row(List<NestedField> fields, Map<String, ?> row) {
        List<String> parts = new ArrayList<>();
        fields.forEach(field -> parts.add(value(field.type(), row.get(field.name()))));
        return parts.toString();
    }

    static String row(List<NestedField> fields, StructLike record) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            parts.add(value(fields.get(i).type(), record.get(i, Object.class)));
        }
        return parts.toString();
    }

    static String value(Type type, Object value) {
        if (value == null) {
            return "null";
        }

        try {
            return switch (type.typeId()) {
                case STRUCT -> struct(type.asStructType().fields(), value);
                case LIST -> list(type.asListType().elementType(), value);
                case MAP -> {
                    List<String> entries = new ArrayList<>();
                    ((Map<?, ?>) value)
                            .forEach((key, entry) ->
                                    entries.add(value(type.asMapType().keyType(), key) + "="
                                            + value(type.asMapType().valueType(), entry)));
                    Collections.sort(entries);
                    yield "{" + String.join(",", entries) + "}";
                }
                case BINARY, FIXED -> HexFormat.of().formatHex(bytes(value));
                case DECIMAL -> ((BigDecimal) value).toPlainString();
                case FLOAT -> Float.toString(((Number) value).floatValue());
                case DOUBLE -> Double.toString(((Number) value).doubleValue());
                case TIMESTAMP -> timestamp(value);
                default -> value.toString();
            };
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String struct(List<NestedField> fields, Object value) throws SQLException {
        if (value instanceof Struct struct) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                parts.add(value(fields.get(i).type(), struct.getAttributes()[i]));
            }
            return parts.toString();
        }
        if (value instanceof StructLike record) {
            return row(fields, record);
        }
        List<String> parts = new ArrayList<>();
        fields.forEach(field -> parts.add(value(field.type(), ((Map<?, ?>) value).get(field.name()))));
        return parts.toString();
    }

    private static String list(Type type, Object value) throws SQLException {
        List<?> elements = value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : (List<?>) value;
        List<String> parts = new ArrayList<>();
        elements.forEach(element -> parts.add(value(type, element)));
        return parts.toString();
    }

    private static byte[] bytes(Object value) throws SQLException {
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        return value instanceof byte[] bytes ? bytes : ((ByteBuffer) value).array();
    }

    private static String timestamp(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime().toString();
        }
        return value instanceof Timestamp time ? time.toLocalDateTime().toString() : value.toString();
    }
}
