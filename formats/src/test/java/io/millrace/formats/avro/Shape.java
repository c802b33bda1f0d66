package io.millrace.formats.avro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** The schema of values that were seen: a union of null and of every type among them. */
final class Shape {
    private final Set<Schema.Type> scalars = new LinkedHashSet<>();
    private Shape element;
    private Map<String, Shape> fields;

    void see(Object value) {
        if (value instanceof Map<?, ?> map) {
            fields = fields == null ? new LinkedHashMap<>() : fields;
            map.forEach((name, each) ->
                    fields.computeIfAbsent((String) name, key -> new Shape()).see(each));
        } else if (value instanceof List<?> list) {
            element = element == null ? new Shape() : element;
            list.forEach(element::see);
        } else if (value != null) {
            scalars.add(type(value));
        }
    }

    private static Schema.Type type(Object value) {
        return value instanceof Long
                ? Schema.Type.LONG
                : value instanceof Double
                        ? Schema.Type.DOUBLE
                        : value instanceof Boolean ? Schema.Type.BOOLEAN : Schema.Type.STRING;
    }

    Schema record(String name) {
        List<Schema.Field> all = new ArrayList<>();
        fields.forEach((field, shape) -> all.add(new Schema.Field(field, shape.schema(name + "_" + all.size()))));
        return Schema.createRecord(name, null, null, false, all);
    }

    private Schema schema(String name) {
        List<Schema> branches = new ArrayList<>();
        branches.add(Schema.create(Schema.Type.NULL));
        scalars.forEach(type -> branches.add(Schema.create(type)));
        if (fields != null) {
            branches.add(record(name));
        }
        if (element != null) {
            branches.add(Schema.createArray(element.schema(name)));
        }
        return Schema.createUnion(branches);
    }

    static Object datum(Object value, Schema schema) {
        if (schema.getType() == Schema.Type.UNION) {
            Schema branch = schema.getTypes().stream()
                    .filter(each -> fits(value, each.getType()))
                    .findFirst()
                    .orElseThrow();
            return datum(value, branch);
        }
        if (value instanceof Map<?, ?> map) {
            GenericData.Record record = new GenericData.Record(schema);
            schema.getFields().forEach(field -> record.put(field.pos(), datum(map.get(field.name()), field.schema())));
            return record;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(datum(item, schema.getElementType())));
            return new GenericData.Array<>(schema, items);
        }
        return value;
    }

    private static boolean fits(Object value, Schema.Type type) {
        return switch (type) {
            case NULL -> value == null;
            case RECORD -> value instanceof Map;
            case ARRAY -> value instanceof List;
            default -> value != null && !(value instanceof Map) && !(value instanceof List) && type(value) == type;
        };
    }
}
