package io.millrace.formats.parquet;

import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.columns.Place;
import io.millrace.formats.spool.Meter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** A file's schema, from its footer's flat list: the library's form of it, and the nodes that read rows. */
final class SchemaTree {
    private final MessageType message;
    private final List<SchemaElement> elements;
    private final Meter meter;
    private final IntConsumer overflowed;

    /** The element of each type of the message, in the order of a walk over it. */
    private Iterator<SchemaElement> walk;

    SchemaTree(List<SchemaElement> elements, int maxDepth, Meter meter, IntConsumer overflowed) throws IOException {
        if (elements.isEmpty() || elements.get(0).getNum_children() < 0) {
            throw new IOException("its schema is damaged");
        }
        this.elements = elements;
        this.meter = meter;
        this.overflowed = overflowed;
        Iterator<SchemaElement> rest = elements.iterator();
        SchemaElement root = rest.next();
        message = new MessageType(root.getName(), fields(root, rest, maxDepth));
        if (rest.hasNext()) {
            throw new IOException("its schema is damaged");
        }
    }

    MessageType message() {
        return message;
    }

    private static List<Type> fields(SchemaElement group, Iterator<SchemaElement> rest, int depth) throws IOException {
        if (depth == 0) {
            throw new IOException("its schema is nested too deep");
        }
        List<Type> fields = new ArrayList<>();
        for (int i = 0; i < group.getNum_children(); i++) {
            if (!rest.hasNext()) {
                throw new IOException("its schema is damaged");
            }
            fields.add(type(rest.next(), rest, depth));
        }
        return fields;
    }

    private static Type type(SchemaElement element, Iterator<SchemaElement> rest, int depth) throws IOException {
        Repetition repetition = element.isSetRepetition_type()
                ? Repetition.valueOf(element.getRepetition_type().name())
                : Repetition.REQUIRED;
        if (!element.isSetType()) {
            return new GroupType(repetition, element.getName(), fields(element, rest, depth - 1));
        }
        PrimitiveTypeName name = switch (element.getType()) {
            case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
            default -> PrimitiveTypeName.valueOf(element.getType().name());
        };
        return new PrimitiveType(repetition, name, element.getType_length(), element.getName());
    }

    /** The nodes of the fields of a row; fields that are excluded have none. */
    List<Node> rows(ObjectPlace root) {
        walk = elements.iterator();
        walk.next();
        List<Node> nodes = new ArrayList<>();
        root.begin();
        for (Type field : message.getFields()) {
            Place place = root.field(field.getName());
            Node node = node(field, place, new Levels(List.of(), 0, 0));
            if (!place.excluded() && !node.leaves().isEmpty()) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** Where a field is: its path, and the levels at which what holds it is there. */
    private record Levels(List<String> path, int definition, int repetition) {
        Levels into(Type type) {
            List<String> longer = new ArrayList<>(path);
            longer.add(type.getName());
            boolean repeated = type.isRepetition(Repetition.REPEATED);
            return new Levels(
                    longer,
                    definition + (type.isRepetition(Repetition.REQUIRED) ? 0 : 1),
                    repetition + (repeated ? 1 : 0));
        }
    }

    private Node node(Type type, Place place, Levels above) {
        if (place.excluded()) {
            return passed(type, above);
        }
        Levels here = above.into(type);
        SchemaElement element = walk.next();
        if (type.isRepetition(Repetition.REPEATED)) {
            Node each = single(type, element, place.element(), here);
            return each.leaves().isEmpty()
                    ? each
                    : new Nodes.Repeated(place, each, here.definition(), here.definition(), here.repetition(), meter);
        }
        return single(type, element, place, here);
    }

    private Node passed(Type type, Levels above) {
        List<Leaf> leaves = new ArrayList<>();
        collect(type, above, leaves);
        return new Nodes.Passed(leaves, above.repetition());
    }

    private void collect(Type type, Levels above, List<Leaf> into) {
        walk.next();
        Levels here = above.into(type);
        if (type.isPrimitive()) {
            into.add(new Leaf(column(type, here), (in, slot) -> {}));
        } else {
            type.asGroupType().getFields().forEach(field -> collect(field, here, into));
        }
    }

    private static ColumnDescriptor column(Type type, Levels here) {
        return new ColumnDescriptor(
                here.path().toArray(String[]::new), type.asPrimitiveType(), here.repetition(), here.definition());
    }

    /** A field, or one element of a repeated one. */
    private Node single(Type type, SchemaElement element, Place place, Levels here) {
        if (type.isPrimitive()) {
            return new Nodes.Value(
                    new Leaf(column(type, here), Appenders.of(Meaning.of(element), place, meter)), here.definition());
        }
        GroupType group = type.asGroupType();
        if (isList(element) && holdsOneRepeated(group)) {
            return list(group, place, here);
        }
        if (isMap(element) && holdsOneRepeated(group) && holdsEntries(group.getType(0))) {
            return map(group, place, here);
        }
        return group(group, place, here);
    }

    private Node group(GroupType group, Place place, Levels here) {
        ObjectPlace object = place.struct();
        object.begin();
        List<Node> fields = new ArrayList<>();
        for (Type field : group.getFields()) {
            Node node = node(field, object.field(field.getName()), here);
            if (!node.leaves().isEmpty()) {
                fields.add(node);
            }
        }
        return new Nodes.Group(place, fields, here.definition(), overflowed);
    }

    private Node list(GroupType list, Place place, Levels here) {
        Type repeated = list.getType(0);
        Levels each = here.into(repeated);
        SchemaElement element = walk.next();
        Node node = isElement(list, repeated)
                ? single(repeated, element, place.element(), each)
                : node(repeated.asGroupType().getType(0), place.element(), each);
        return node.leaves().isEmpty()
                ? node
                : new Nodes.Repeated(place, node, here.definition(), each.definition(), each.repetition(), meter);
    }

    /** Whether a list's repeated field is the element, as it was in older forms, and not what holds the element. */
    private static boolean isElement(GroupType list, Type repeated) {
        if (repeated.isPrimitive() || repeated.asGroupType().getFieldCount() != 1) {
            return true;
        }
        return repeated.asGroupType().getType(0).isRepetition(Repetition.REPEATED)
                || repeated.getName().equals("array")
                || repeated.getName().equals(list.getName() + "_tuple");
    }

    private Node map(GroupType map, Place place, Levels here) {
        GroupType entry = map.getType(0).asGroupType();
        Levels each = here.into(entry);
        walk.next();
        Node key = node(entry.getType(0), place.key(), each);
        Optional<Node> value = entry.getFieldCount() < 2
                ? Optional.empty()
                : Optional.of(node(entry.getType(1), place.value(), each))
                        .filter(node -> !node.leaves().isEmpty());
        return new Nodes.Entries(place, key, value, here.definition(), each.definition(), each.repetition(), meter);
    }

    private static boolean holdsOneRepeated(GroupType group) {
        return group.getFieldCount() == 1 && group.getType(0).isRepetition(Repetition.REPEATED);
    }

    private static boolean holdsEntries(Type repeated) {
        return !repeated.isPrimitive()
                && repeated.asGroupType().getFieldCount() <= 2
                && repeated.asGroupType().getFieldCount() > 0
                && repeated.asGroupType().getType(0).isPrimitive()
                && !repeated.asGroupType().getType(0).isRepetition(Repetition.REPEATED);
    }

    private static boolean isList(SchemaElement element) {
        return Meaning.isKnown(element)
                ? element.getLogicalType().getSetField() == LogicalType._Fields.LIST
                : element.getConverted_type() == ConvertedType.LIST;
    }

    private static boolean isMap(SchemaElement element) {
        return Meaning.isKnown(element)
                ? element.getLogicalType().getSetField() == LogicalType._Fields.MAP
                : element.getConverted_type() == ConvertedType.MAP
                        || element.getConverted_type() == ConvertedType.MAP_KEY_VALUE;
    }
}
