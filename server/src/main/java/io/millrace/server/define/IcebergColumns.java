package io.millrace.server.define;

import io.millrace.sql.tree.ColumnDefinition;
import io.millrace.sql.tree.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Declared columns as Iceberg fields. Ids are given in order; the catalog gives its own when the table is made. */
public final class IcebergColumns {
    private int lastId;

    public IcebergColumns(int lastId) {
        this.lastId = lastId;
    }

    public List<NestedField> fields(List<ColumnDefinition> columns) {
        List<NestedField> fields = new ArrayList<>();
        for (ColumnDefinition column : columns) {
            int id = ++lastId;
            fields.add(NestedField.optional(id, Names.column(column.name()), type(column.type())));
        }
        return fields;
    }

    public Type type(DataType type) {
        if (type instanceof DataType.Primitive primitive) {
            return primitive(primitive);
        }
        if (type instanceof DataType.Decimal decimal) {
            return Types.DecimalType.of(decimal.precision(), decimal.scale());
        }
        if (type instanceof DataType.Struct struct) {
            return Types.StructType.of(fields(struct.fields()));
        }
        if (type instanceof DataType.ListOf list) {
            int id = ++lastId;
            return Types.ListType.ofOptional(id, type(list.element()));
        }
        DataType.MapOf map = (DataType.MapOf) type;
        int keyId = ++lastId;
        int valueId = ++lastId;
        return Types.MapType.ofOptional(keyId, valueId, type(map.key()), type(map.value()));
    }

    private static Type primitive(DataType.Primitive type) {
        return switch (type) {
            case BOOLEAN -> Types.BooleanType.get();
            case INTEGER -> Types.IntegerType.get();
            case BIGINT -> Types.LongType.get();
            case FLOAT -> Types.FloatType.get();
            case DOUBLE -> Types.DoubleType.get();
            case STRING -> Types.StringType.get();
            case BINARY -> Types.BinaryType.get();
            case DATE -> Types.DateType.get();
            case TIME -> Types.TimeType.get();
            case TIMESTAMP -> Types.TimestampType.withZone();
            case TIMESTAMP_NTZ -> Types.TimestampType.withoutZone();
            case UUID -> Types.UUIDType.get();
        };
    }
}
