package io.millrace.server.query;

import io.millrace.kernel.relation.BatchRelation;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** A system table: named columns and rows of plain values. */
final class SystemRelation {
    private final List<NestedField> fields = new ArrayList<>();

    private SystemRelation() {}

    static SystemRelation columns() {
        return new SystemRelation();
    }

    SystemRelation text(String... names) {
        return add(Types.StringType.get(), names);
    }

    SystemRelation bigint(String... names) {
        return add(Types.LongType.get(), names);
    }

    SystemRelation number(String... names) {
        return add(Types.DoubleType.get(), names);
    }

    /** Values are milliseconds since 1970. */
    SystemRelation timestamp(String... names) {
        return add(Types.TimestampType.withZone(), names);
    }

    Schema schema() {
        return new Schema(fields);
    }

    BatchRelation rows(List<List<Object>> rows) {
        List<Column> columns =
                fields.stream().map(field -> new Column(field.name())).toList();
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < fields.size(); i++) {
                Object value = rows.get(row).get(i);
                if (value != null) {
                    append(columns.get(i), fields.get(i).type(), row, value);
                }
            }
        }
        return new BatchRelation(schema(), new Batch(rows.size(), columns), Set.of());
    }

    private static void append(Column column, Type type, int row, Object value) {
        switch (type.typeId()) {
            case STRING -> {
                byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
                column.bytes(Kind.STRING).append(row, bytes, 0, bytes.length);
            }
            case LONG -> column.longs(Kind.BIGINT).append(row, ((Number) value).longValue());
            case DOUBLE -> column.doubles().append(row, ((Number) value).doubleValue());
            case TIMESTAMP -> column.longs(Kind.TIMESTAMP).append(row, ((Number) value).longValue() * 1000);
            default -> throw new IllegalArgumentException("no system column of type " + type);
        }
    }

    private SystemRelation add(Type type, String... names) {
        for (String name : names) {
            fields.add(NestedField.optional(fields.size() + 1, name, type));
        }
        return this;
    }
}
