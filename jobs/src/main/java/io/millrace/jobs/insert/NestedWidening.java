package io.millrace.jobs.insert;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** What a nested column becomes when it gets the fields of a result that it lacks. The ids of the types mean nothing. */
final class NestedWidening {
    private int ids;

    private NestedWidening() {}

    /** The column's type, with the fields of the result's that it lacks behind its own. */
    static Type widen(Type column, Type result) {
        return new NestedWidening().merge(column, result);
    }

    private Type merge(Type column, Type result) {
        if (column.isStructType() && result.isStructType()) {
            return struct(column.asStructType(), result.asStructType());
        }
        if (column.isListType() && result.isListType()) {
            Type element =
                    merge(column.asListType().elementType(), result.asListType().elementType());
            return ListType.ofOptional(++ids, element);
        }
        if (column.isMapType() && result.isMapType()) {
            MapType map = column.asMapType();
            Type value = merge(map.valueType(), result.asMapType().valueType());
            int key = ++ids;
            return MapType.ofOptional(key, ++ids, renumbered(map.keyType()), value);
        }
        return renumbered(column);
    }

    private Type struct(StructType column, StructType result) {
        List<NestedField> fields = new ArrayList<>();
        for (NestedField field : column.fields()) {
            NestedField wanted = result.caseInsensitiveField(field.name());
            Type type = wanted == null ? renumbered(field.type()) : merge(field.type(), wanted.type());
            fields.add(NestedField.optional(++ids, field.name(), type));
        }
        for (NestedField field : result.fields()) {
            if (column.caseInsensitiveField(field.name()) == null) {
                fields.add(NestedField.optional(++ids, field.name(), renumbered(field.type())));
            }
        }
        return StructType.of(fields);
    }

    private Type renumbered(Type type) {
        return type.isNestedType() ? merge(type, type) : type;
    }
}
