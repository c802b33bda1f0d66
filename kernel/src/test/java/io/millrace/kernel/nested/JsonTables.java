package io.millrace.kernel.nested;

import io.millrace.kernel.Fixture;
import io.millrace.kernel.type.DuckType;
import io.millrace.kernel.type.IcebergTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/** Tables of JSON records, with the types that DuckDB finds in them. */
final class JsonTables {
    private JsonTables() {}

    static void create(Fixture fixture, String name, List<String> rows) {
        try {
            Path file = Files.write(Files.createTempFile("rows", ".json"), rows);
            String from = "read_json('%s', format = 'newline_delimited')".formatted(file);
            List<NestedField> columns = new ArrayList<>();
            StringBuilder casts = new StringBuilder();
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement();
                    ResultSet described = statement.executeQuery("DESCRIBE FROM " + from)) {
                while (described.next()) {
                    String column = described.getString(1);
                    String type = described.getString(2).replace("JSON", "VARCHAR");
                    columns.add(NestedField.optional(
                            columns.size() + 1,
                            column,
                            IcebergTypes.toIceberg(DuckType.parse(type)).orElseThrow()));
                    casts.append(casts.isEmpty() ? "" : ", ")
                            .append("CAST(\"%s\" AS %s) AS \"%s\"".formatted(column, type, column));
                }
            }
            int[] ids = {0};
            Schema schema = TypeUtil.assignFreshIds(new Schema(unique(columns)), () -> ++ids[0]);
            String fieldIds = schema.columns().stream()
                    .map(field -> "\"" + field.name() + "\": " + ids(field.fieldId(), field.type()))
                    .collect(Collectors.joining(", "));
            fixture.table(name, schema, fixture.write("SELECT " + casts + " FROM " + from, fieldIds));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Schemas want ids that no other field has, even when they get fresh ones. */
    private static List<NestedField> unique(List<NestedField> columns) {
        int[] next = {0};
        return columns.stream()
                .map(column -> NestedField.optional(++next[0], column.name(), renumbered(column.type(), next)))
                .toList();
    }

    private static Type renumbered(Type type, int[] next) {
        if (type.isStructType()) {
            return org.apache.iceberg.types.Types.StructType.of(type.asStructType().fields().stream()
                    .map(field -> NestedField.optional(++next[0], field.name(), renumbered(field.type(), next)))
                    .toList());
        }
        return type.isListType()
                ? org.apache.iceberg.types.Types.ListType.ofOptional(
                        ++next[0], renumbered(type.asListType().elementType(), next))
                : type;
    }

    private static String ids(int id, Type type) {
        if (type.isStructType()) {
            return type.asStructType().fields().stream()
                    .map(field -> "\"" + field.name() + "\": " + ids(field.fieldId(), field.type()))
                    .collect(Collectors.joining(", ", "{__duckdb_field_id: " + id + ", ", "}"));
        }
        return type.isListType()
                ? "{__duckdb_field_id: %d, element: %s}"
                        .formatted(
                                id,
                                ids(
                                        type.asListType().elementId(),
                                        type.asListType().elementType()))
                : String.valueOf(id);
    }
}
