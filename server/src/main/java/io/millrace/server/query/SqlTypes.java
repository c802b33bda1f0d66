package io.millrace.server.query;

import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Types of columns as CREATE TABLE writes them. */
public final class SqlTypes {
    private SqlTypes() {}

    public static String of(Type type) {
        return switch (type.typeId()) {
            case LONG -> "BIGINT";
            case FIXED -> "BINARY";
            case TIMESTAMP -> ((Types.TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMP" : "TIMESTAMP_NTZ";
            case DECIMAL ->
                "DECIMAL(%d, %d)".formatted(((Types.DecimalType) type).precision(), ((Types.DecimalType) type).scale());
            case LIST -> of(type.asListType().elementType()) + "[]";
            case MAP ->
                "MAP(" + of(type.asMapType().keyType()) + ", "
                        + of(type.asMapType().valueType()) + ")";
            case STRUCT ->
                type.asStructType().fields().stream()
                        .map(field -> field.name() + " " + of(field.type()))
                        .collect(Collectors.joining(", ", "STRUCT(", ")"));
            default -> type.typeId().name();
        };
    }
}
