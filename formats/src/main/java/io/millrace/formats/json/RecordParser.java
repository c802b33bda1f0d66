package io.millrace.formats.json;

import io.millrace.formats.columns.Field;
import io.millrace.formats.columns.Key;
import io.millrace.formats.columns.ObjectNode;
import io.millrace.formats.columns.Overflow;
import io.millrace.formats.columns.Spellings;
import io.millrace.formats.columns.Tree;
import io.millrace.formats.scan.Scan;
import io.millrace.formats.values.NumberParser;
import io.millrace.spi.batch.ListVector;
import java.util.Optional;

/**
 * The hot path: one record into the vectors of the tree. Every method takes the position where it begins and returns
 * the position after what it read, or -1 when the record is not well-formed or not whole; {@link Skipper} then tells
 * why. Columns are only created by records that are well-formed throughout.
 */
final class RecordParser {
    private static final byte[] VALUE = {'v', 'a', 'l', 'u', 'e'};

    private final Tree tree;
    private final int maxDepth;
    private final Skipper skipper = new Skipper();
    private final TextParser strings;
    private final TextScan texts = new TextScan();

    private byte[] bytes = new byte[0];
    private int recordStart;
    private int limit;
    private boolean wellFormed;

    /** Objects begun so far: the stamp of the keys of the current one. */
    private long objects;

    private long duplicateKeys;
    private long overflowedFields;

    /** The name of the key last searched for, decoded, and where its text ends in the record. */
    private byte[] nameBytes = bytes;

    private int nameFrom;
    private int nameTo;
    private int nameHash;
    private int keyTo;
    private byte[] scratch = new byte[256];

    /** The key whose value was read last. */
    private Key lastKey;

    RecordParser(Tree tree, int maxDepth, boolean inferTimestamps) {
        this.tree = tree;
        this.maxDepth = maxDepth;
        strings = new TextParser(inferTimestamps);
    }

    long duplicateKeys() {
        return duplicateKeys;
    }

    long overflowedFields() {
        return overflowedFields;
    }

    /** Reads the record that begins at {@code p}, without a blank before it, into row {@code row}, whole or not at all. */
    int record(byte[] b, int p, int end, int row) {
        bytes = b;
        recordStart = p;
        limit = end;
        wellFormed = false;
        long duplicates = duplicateKeys;
        long overflowed = overflowedFields;
        int next = b[p] == '{' ? object(tree.root(), row, 1, p + 1) : rootValue(row, p);
        if (next < 0) {
            duplicateKeys = duplicates;
            overflowedFields = overflowed;
            tree.truncate(row);
        }
        return next;
    }

    private int rootValue(int row, int p) {
        long stamp = ++objects;
        ObjectNode root = tree.root();
        nameBytes = VALUE;
        nameFrom = 0;
        nameTo = VALUE.length;
        nameHash = Key.hash(VALUE, 0, VALUE.length);
        if (root.overflow != null) {
            root.overflow.clear();
        }
        Key key = root.find(nameHash, VALUE, 0, VALUE.length);
        int next = key == null ? unknown(root, root.head, row, 0, stamp, p) : member(root, key, stamp, row, 0, p);
        flushOverflow(root, row);
        return next;
    }

    private int object(ObjectNode node, int slot, int depth, int p) {
        if (depth > maxDepth) {
            return -1;
        }
        byte[] b = bytes;
        int end = limit;
        long stamp = ++objects;
        if (node.overflow != null) {
            node.overflow.clear();
        }
        if (p < end && b[p] != '"') {
            p = Scan.blanks(b, p, end);
            if (p < end && b[p] == '}') {
                return p + 1;
            }
        }
        Key previous = node.head;
        while (true) {
            if (p >= end || b[p] != '"') {
                return -1;
            }
            p++;
            Key key = previous.next;
            if (key.matches(b, p, end)) {
                p += key.size;
            } else {
                key = search(node, previous, p);
                p = keyTo + 1;
                if (p <= 0) {
                    return -1;
                }
            }
            if (p < end && b[p] == ':') {
                p++;
            } else {
                p = colon(p);
                if (p < 0) {
                    return -1;
                }
            }
            if (p < end && b[p] <= ' ') {
                p = Scan.blanks(b, p, end);
            }
            if (p >= end) {
                return -1;
            }
            if (key != null) {
                p = member(node, key, stamp, slot, depth, p);
                previous = key;
            } else {
                p = unknown(node, previous, slot, depth, stamp, p);
                previous = lastKey;
            }
            if (p < 0 || p >= end) {
                return -1;
            }
            if (b[p] != ',') {
                p = Scan.blanks(b, p, end);
                if (p >= end) {
                    return -1;
                }
                if (b[p] == '}') {
                    break;
                }
                if (b[p] != ',') {
                    return -1;
                }
            }
            p++;
            if (p < end && b[p] != '"') {
                p = Scan.blanks(b, p, end);
            }
        }
        if (node.overflow != null) {
            flushOverflow(node, slot);
        }
        return p + 1;
    }

    private int colon(int p) {
        p = Scan.blanks(bytes, p, limit);
        return p < limit && bytes[p] == ':' ? p + 1 : -1;
    }

    /** The key whose text begins at {@code p} and does not follow as usual, or null; sets the name and {@code keyTo}. */
    private Key search(ObjectNode node, Key previous, int p) {
        byte[] b = bytes;
        int end = limit;
        Key usual = previous.next;
        if (previous.second.matches(b, p, end)) {
            keyTo = p + previous.second.size - 1;
            return previous.second;
        }
        if (usual.next.matches(b, p, end)) {
            keyTo = p + usual.next.size - 1;
            return usual.next;
        }
        int close = texts.close(b, p, end);
        keyTo = close;
        if (close < 0) {
            keyTo = -2;
            return null;
        }
        name(b, p, close);
        Key key = node.find(nameHash, nameBytes, nameFrom, nameTo);
        if (key != null) {
            previous.second = usual;
            previous.next = key;
        }
        return key;
    }

    private void name(byte[] b, int p, int close) {
        nameBytes = b;
        nameFrom = p;
        nameTo = close;
        if (texts.escaped()) {
            if (scratch.length < close - p) {
                scratch = new byte[Math.max(close - p, scratch.length * 2)];
            }
            nameTo = TextScan.decode(b, p, close, scratch, 0);
            nameBytes = scratch;
            nameFrom = 0;
        }
        nameHash = Key.hash(nameBytes, nameFrom, nameTo);
    }

    private int member(ObjectNode node, Key key, long stamp, int slot, int depth, int p) {
        if (key.stamp == stamp) {
            repeated(key, slot);
        }
        key.stamp = stamp;
        Field field = key.field;
        return field != null ? value(field, slot, depth, p) : unplaced(node, key, slot, depth, p);
    }

    /** Removes what the same key left in this object before. */
    private void repeated(Key key, int slot) {
        duplicateKeys++;
        Field field = key.field != null ? key.field : key.placed;
        if (field != null) {
            field.column.truncate(slot);
        }
    }

    /** The value of a key that has no column of its own, or not yet. */
    private int unplaced(ObjectNode node, Key key, int slot, int depth, int p) {
        key.placed = null;
        Spellings group = key.spellings;
        if (group.excluded) {
            return skipped(p, depth);
        }
        if (node.overflow != null && !node.overflow.isEmpty()) {
            node.overflow.remove(key.hash, key.name, 0, key.name.length);
        }
        if (bytes[p] == 'n') {
            return literal(p, "null");
        }
        int ordinal = group.free(slot);
        if (ordinal == group.fields.size()) {
            if (!tree.hasRoom(node)) {
                return overflow(node, depth, key, p);
            }
            if (!wellFormed()) {
                return -1;
            }
            tree.addField(node, group);
        }
        Field field = group.fields.get(ordinal);
        key.placed = field;
        if (group.single()) {
            key.field = field;
        }
        return value(field, slot, depth, p);
    }

    /** The value of a key that was never seen; sets {@code lastKey}. */
    private int unknown(ObjectNode node, Key previous, int slot, int depth, long stamp, int p) {
        lastKey = previous;
        boolean absent = bytes[p] == 'n';
        if (!absent && !tree.hasRoom(node) && !tree.knows(node, nameBytes, nameFrom, nameTo)) {
            return overflow(node, depth, null, p);
        }
        if (!wellFormed()) {
            return -1;
        }
        if (node.overflow != null && !node.overflow.isEmpty()) {
            duplicateKeys += node.overflow.remove(nameHash, nameBytes, nameFrom, nameTo) ? 1 : 0;
        }
        Optional<Key> added = tree.addKey(node, slot, nameHash, nameBytes, nameFrom, nameTo);
        if (added.isEmpty()) {
            return absent || tree.excludes(node, nameBytes, nameFrom, nameTo)
                    ? skipped(p, depth)
                    : overflow(node, depth, null, p);
        }
        Key key = added.get();
        key.next = previous.next;
        previous.next = key;
        p = member(node, key, stamp, slot, depth, p);
        lastKey = key;
        return p;
    }

    private int skipped(int p, int depth) {
        return skipper.skip(bytes, p, limit, maxDepth - depth);
    }

    private int overflow(ObjectNode node, int depth, Key key, int p) {
        byte[] name = key == null ? nameBytes : key.name;
        int from = key == null ? nameFrom : 0;
        int to = key == null ? nameTo : key.name.length;
        int hash = key == null ? nameHash : key.hash;
        int next = skipped(p, depth);
        if (next < 0 || (node.overflow == null && !wellFormed())) {
            return -1;
        }
        Overflow overflow = node.overflow == null ? tree.addOverflow(node) : node.overflow;
        boolean known = overflow.put(hash, name, from, to, bytes, p, next);
        if (known && key == null) {
            duplicateKeys++;
        }
        return next;
    }

    private void flushOverflow(ObjectNode node, int slot) {
        if (node.overflow != null && !node.overflow.isEmpty()) {
            overflowedFields += node.overflow.flush(slot);
        }
    }

    /** Whether the whole record is well-formed, which has to be known before it may create anything. */
    private boolean wellFormed() {
        if (!wellFormed) {
            wellFormed = skipper.skip(bytes, recordStart, limit, maxDepth) >= 0;
        }
        return wellFormed;
    }

    private int value(Field field, int slot, int depth, int p) {
        byte c = bytes[p];
        if (c == '"') {
            return strings.parse(field, slot, bytes, p + 1, limit);
        }
        if (Scan.beginsNumber(c)) {
            return NumberParser.parse(field, slot, bytes, p, limit);
        }
        return switch (c) {
            case '{' -> object(field.beginStruct(slot), slot, depth + 1, p + 1);
            case '[' -> list(field, slot, depth + 1, p + 1);
            case 't' -> word(field, slot, p, true);
            case 'f' -> word(field, slot, p, false);
            case 'n' -> literal(p, "null");
            default -> -1;
        };
    }

    private int word(Field field, int slot, int p, boolean value) {
        int next = literal(p, value ? "true" : "false");
        if (next > 0) {
            field.append(slot, value);
        }
        return next;
    }

    private int list(Field field, int slot, int depth, int p) {
        if (depth > maxDepth) {
            return -1;
        }
        byte[] b = bytes;
        int end = limit;
        ListVector lists = field.beginList(slot);
        Field element = field.element;
        p = Scan.blanks(b, p, end);
        if (p < end && b[p] == ']') {
            return p + 1;
        }
        while (true) {
            if (p >= end) {
                return -1;
            }
            p = value(element, lists.nextElement(), depth, p);
            if (p < 0) {
                return -1;
            }
            p = Scan.blanks(b, p, end);
            if (p >= end) {
                return -1;
            }
            if (b[p] == ']') {
                return p + 1;
            }
            if (b[p] != ',') {
                return -1;
            }
            p = Scan.blanks(b, p + 1, end);
        }
    }

    private int literal(int p, String word) {
        byte[] b = bytes;
        int length = word.length();
        if (limit - p < length) {
            return -1;
        }
        for (int i = 1; i < length; i++) {
            if (b[p + i] != word.charAt(i)) {
                return -1;
            }
        }
        return p + length;
    }
}
