package io.millrace.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** Builds the tree of fields for a schema. */
final class NodeBuilder {
    private static final int MAX_LEVEL = Byte.MAX_VALUE;

    private final Function<Leaf, ColumnWriter> columns;
    private final List<String> path = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** @param columns gives the column of a leaf */
    NodeBuilder(Function<Leaf, ColumnWriter> columns) {
        this.columns = columns;
    }

    FieldNodes build(List<NestedField> fields) {
        return fields(fields, 0, 0);
    }

    private FieldNodes fields(List<NestedField> fields, int parentLevel, int repetition) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("Cannot write struct without fields: " + String.join(".", names));
        }
        return new FieldNodes(fields.stream()
                .map(field -> field(field, parentLevel, repetition))
                .toList());
    }

    private FieldNode field(NestedField field, int parentLevel, int repetition) {
        path.add(field.name());
        names.add(field.name());
        String name = String.join(".", names);
        int level = FieldNode.level(field, parentLevel);
        if (level > MAX_LEVEL) {
            throw new IllegalArgumentException("Cannot write field nested more than " + MAX_LEVEL + " deep: " + name);
        }

        Type type = field.type();
        FieldNode node = switch (type.typeId()) {
            case STRUCT ->
                new StructNode(
                        field, name, parentLevel, fields(type.asStructType().fields(), level, repetition));
            case LIST, MAP ->
                new RepeatedNode(field, name, parentLevel, repetition + 1, repeated(type, level, repetition));
            default -> new LeafNode(field, name, parentLevel, column(field, level, repetition));
        };
        path.remove(path.size() - 1);
        names.remove(names.size() - 1);
        return node;
    }

    private List<FieldNode> repeated(Type type, int level, int repetition) {
        path.add(type.isListType() ? "list" : "key_value");
        List<FieldNode> children = type.asNestedType().fields().stream()
                .map(child -> field(child, level + 1, repetition + 1))
                .toList();
        path.remove(path.size() - 1);
        return children;
    }

    private ColumnWriter column(NestedField field, int level, int repetition) {
        return columns.apply(new Leaf(field.fieldId(), field.type(), List.copyOf(path), level, repetition));
    }
}
