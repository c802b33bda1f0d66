package io.millrace.formats.columns;

import io.millrace.spi.decode.DecodeSettings;
import java.util.HashMap;
import java.util.Map;

/**
 * The objects of one place, for formats that know the names of fields before their values: a header, a schema. A field is
 * looked up once; its {@link Place} then takes the values of every record.
 */
public final class ObjectPlace {
    private final Tree tree;
    private final ObjectNode node;
    private final Map<String, Integer> taken = new HashMap<>();

    ObjectPlace(Tree tree, ObjectNode node) {
        this.tree = tree;
        this.node = node;
    }

    /** The records themselves: a row is a slot. */
    public static ObjectPlace root(Tree tree) {
        return new ObjectPlace(tree, tree.root());
    }

    /**
     * The place of a field. Names that differ only in case, or not at all, are fields of their own in the order in which
     * they are asked for: {@code id}, then {@code id_}.
     */
    public Place field(String name) {
        Spellings group = tree.group(node, name);
        int ordinal = taken.merge(Tree.lowerCase(group.name), 1, Integer::sum) - 1;
        return Place.of(tree, node, group, ordinal);
    }

    /** Forgets which fields were asked for, before another header or schema for the same columns. */
    public void begin() {
        taken.clear();
    }

    /**
     * Ends the object of {@code slot}: to be called once all its values are there.
     *
     * @return how many of its fields went into {@link DecodeSettings#OVERFLOW_COLUMN}
     */
    public int end(int slot) {
        return node.overflow == null || node.overflow.isEmpty() ? 0 : node.overflow.flush(slot);
    }

    /** Takes back what was appended to the overflow of an object that is not to be kept. */
    public void abandon() {
        if (node.overflow != null) {
            node.overflow.clear();
        }
    }
}
