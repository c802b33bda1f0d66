package io.millrace.formats.columns;

import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.DecodeSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All columns found so far, and the rules by which a new one comes into being. */
public final class Tree {
    /** The column of a field whose key is empty. */
    private static final String NAMELESS = "_";

    private final DecodeSettings settings;
    private final Globs excluded;
    private final List<Column> columns = new ArrayList<>();
    private final ObjectNode root = new ObjectNode("", null, columns::add);

    /** Keys without a column of their own (null so far, excluded, other spellings) are remembered up to a limit. */
    private int spareKeys;

    private int leaves;

    public Tree(DecodeSettings settings) {
        this.settings = settings;
        excluded = new Globs(settings.excludedColumns());
        spareKeys = settings.maxColumns() + 1000;
    }

    public ObjectNode root() {
        return root;
    }

    public List<Column> columns() {
        return Collections.unmodifiableList(columns);
    }

    /** Removes row {@code row} and those after it. */
    public void truncate(int row) {
        for (Column column : columns) {
            column.truncate(row);
        }
    }

    public static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether a key that is new to the node needs no new column: it is excluded, or another spelling of a known one. */
    public boolean knows(ObjectNode node, byte[] b, int from, int to) {
        String name = columnName(b, from, to);
        return node.spellings(lowerCase(name)) != null || excluded.match(node.prefix + name);
    }

    /** Whether a key with this name would be excluded, for keys that are not remembered. */
    public boolean excludes(ObjectNode node, byte[] b, int from, int to) {
        return excluded.match(node.prefix + columnName(b, from, to));
    }

    /** The group of a name, which is made if it is new. */
    Spellings group(ObjectNode node, String name) {
        String column = name.isEmpty() ? NAMELESS : name;
        String lowerCase = lowerCase(column);
        Spellings group = node.spellings(lowerCase);
        if (group == null) {
            group = new Spellings(column, excluded.match(node.prefix + column));
            node.put(lowerCase, group);
        }
        return group;
    }

    /** Remembers a key that is new to the node, met at {@code slot}, unless there are too many already. */
    public Optional<Key> addKey(ObjectNode node, int slot, int hash, byte[] b, int from, int to) {
        if (spareKeys == 0) {
            return Optional.empty();
        }
        spareKeys--;
        Spellings group = group(node, columnName(b, from, to));
        return Optional.of(node.add(Arrays.copyOfRange(b, from, to), hash, group, slot));
    }

    /** Whether one more field fits into the objects of this place. */
    public boolean hasRoom(ObjectNode node) {
        return leaves < settings.maxColumns() || (node.owner != null && node.owner.mayLendLeaf());
    }

    /** The next field of a group of keys; call only if there is room. */
    public Field addField(ObjectNode node, Spellings group) {
        if (group.fields.isEmpty()) {
            spareKeys++;
        }
        String name = group.name + "_".repeat(group.fields.size());
        boolean reserved = node == root && settings.reservedNames().contains(lowerCase(group.name));
        Column column = node.addColumn(reserved ? name + "_" : name);
        Field field = field(column, node.prefix + group.name, node.owner);
        group.fields.add(field);
        return field;
    }

    /** A column of texts that is no field of the records; a field of that name gets an underscore. */
    public BytesVector addTextColumn(String name) {
        return root.addColumn(name).bytes(Kind.STRING);
    }

    public Overflow addOverflow(ObjectNode node) {
        node.overflow = new Overflow(node.addColumn(DecodeSettings.OVERFLOW_COLUMN));
        return node.overflow;
    }

    /** The field of a list's elements: they always have room, and no part in the path. */
    public Field element(Column column, String path, Field list) {
        return field(column, path, list);
    }

    public void countLeaf() {
        leaves++;
    }

    private Field field(Column column, String path, Field owner) {
        if (owner == null || !owner.lendLeaf()) {
            leaves++;
        }
        return new Field(column, path, this, true);
    }

    private static String columnName(byte[] b, int from, int to) {
        return from == to ? NAMELESS : new String(b, from, to - from, StandardCharsets.UTF_8);
    }
}
