package io.millrace.formats.columns;

import io.millrace.spi.batch.Column;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What is known of the objects of one place: their keys, in a hash table and in the order in which they come. */
public final class ObjectNode {
    private static final Key NONE = Key.none();

    /** The dotted path of the objects, with a trailing dot; empty for the record itself. */
    public final String prefix;
    /** The column of the objects; null for the record itself. */
    public final Field owner;

    public final Key head = Key.head(NONE);
    private final Consumer<Column> columns;
    private final Map<String, Spellings> spellings = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private Key[] table = new Key[16];
    private int keys;

    /** The fields of the current object that found no room; null until there was one. */
    public Overflow overflow;

    public ObjectNode(String prefix, Field owner, Consumer<Column> columns) {
        this.prefix = prefix;
        this.owner = owner;
        this.columns = columns;
    }

    /** The key of this name, or null. */
    public Key find(int hash, byte[] b, int from, int to) {
        int mask = table.length - 1;
        for (int i = hash & mask; table[i] != null; i = (i + 1) & mask) {
            if (table[i].is(hash, b, from, to)) {
                return table[i];
            }
        }
        return null;
    }

    /** The spellings of a name in lower case, or null. */
    public Spellings spellings(String lowerCase) {
        return spellings.get(lowerCase);
    }

    public void put(String lowerCase, Spellings group) {
        spellings.put(lowerCase, group);
    }

    public Key add(byte[] name, int hash, Spellings group, int slot) {
        Key key = new Key(name, hash, group, NONE);
        group.add(key, slot);
        keys++;
        if (keys * 2 > table.length) {
            Key[] old = table;
            table = new Key[old.length * 2];
            for (Key known : old) {
                if (known != null) {
                    insert(known);
                }
            }
        }
        insert(key);
        return key;
    }

    private void insert(Key key) {
        int mask = table.length - 1;
        int i = key.hash & mask;
        while (table[i] != null) {
            i = (i + 1) & mask;
        }
        table[i] = key;
    }

    /** A new column; the name gets underscores until it is free. */
    public Column addColumn(String name) {
        String free = name;
        while (!names.add(Tree.lowerCase(free))) {
            free += "_";
        }
        Column column = new Column(free);
        columns.accept(column);
        return column;
    }
}
