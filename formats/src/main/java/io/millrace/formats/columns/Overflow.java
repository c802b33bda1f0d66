package io.millrace.formats.columns;

import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of one object that found no room, on their way into its overflow column as one JSON object. Texts are
 * copied as they stand; a key that comes again replaces its value.
 */
public final class Overflow {
    private static final int KEPT_BYTES = 1 << 20;
    private static final int KEPT_ENTRIES = 1 << 14;

    private final BytesVector vector;
    private byte[] bytes = new byte[1024];
    private int used;

    /** Per entry: its text {@code "key":value} in {@link #bytes}, or nothing when it was removed; then the decoded key. */
    private int[] starts = new int[16];

    private int[] ends = new int[16];
    private int[] nameStarts = new int[16];
    private int[] nameEnds = new int[16];
    private int[] hashes = new int[16];
    private int entries;
    /** Entry + 1 by hash, open addressing; 0 is free. */
    private int[] table = new int[32];

    public Overflow(Column column) {
        vector = column.bytes(Kind.STRING);
    }

    public boolean isEmpty() {
        return entries == 0;
    }

    /**
     * Adds a field.
     *
     * @param name holds the decoded key at {@code [from, to)}
     * @param b holds the value as written at {@code [valueFrom, valueTo)}
     * @return whether the object had that key already
     */
    public boolean put(int hash, byte[] name, int from, int to, byte[] b, int valueFrom, int valueTo) {
        int entry = find(hash, name, from, to);
        boolean known = entry >= 0;
        int into = begin(entry, hash, name, from, to);
        add(b, valueFrom, valueTo);
        ends[into] = used;
        return known;
    }

    /** Adds a field whose value is the text {@code b[valueFrom, valueTo)}, which is not written as JSON yet. */
    void putText(byte[] name, byte[] b, int valueFrom, int valueTo) {
        int hash = Key.hash(name, 0, name.length);
        int into = begin(find(hash, name, 0, name.length), hash, name, 0, name.length);
        add((byte) '"');
        addEscaped(b, valueFrom, valueTo);
        add((byte) '"');
        ends[into] = used;
    }

    private int begin(int known, int hash, byte[] name, int from, int to) {
        int entry = known >= 0 ? known : insert(hash, name, from, to);
        starts[entry] = used;
        add((byte) '"');
        addEscaped(name, from, to);
        add((byte) '"');
        add((byte) ':');
        return entry;
    }

    /** Removes the value of a key; returns whether the object had that key. */
    public boolean remove(int hash, byte[] name, int from, int to) {
        int entry = find(hash, name, from, to);
        if (entry < 0) {
            return false;
        }
        ends[entry] = starts[entry];
        return true;
    }

    /** Appends the fields as the value of {@code slot}, if any are left; returns how many. */
    public int flush(int slot) {
        int kept = 0;
        int length = 2;
        for (int i = 0; i < entries; i++) {
            if (ends[i] > starts[i]) {
                kept++;
                length += ends[i] - starts[i] + 1;
            }
        }
        if (kept > 0) {
            write(slot, length);
        }
        clear();
        return kept;
    }

    private void write(int slot, int length) {
        int start = vector.reserve(length);
        byte[] to = vector.bytes();
        int at = start;
        for (int i = 0; i < entries; i++) {
            if (ends[i] > starts[i]) {
                to[at] = (byte) (at == start ? '{' : ',');
                System.arraycopy(bytes, starts[i], to, at + 1, ends[i] - starts[i]);
                at += 1 + ends[i] - starts[i];
            }
        }
        to[at++] = '}';
        vector.commit(slot, at - start);
    }

    public void clear() {
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[1024];
        }
        if (entries > KEPT_ENTRIES) {
            resize(16);
            table = new int[32];
        } else if (entries > 0) {
            Arrays.fill(table, 0);
        }
        entries = 0;
        used = 0;
    }

    private int find(int hash, byte[] name, int from, int to) {
        int mask = table.length - 1;
        for (int i = hash & mask; table[i] != 0; i = (i + 1) & mask) {
            int entry = table[i] - 1;
            if (hashes[entry] == hash && Arrays.equals(bytes, nameStarts[entry], nameEnds[entry], name, from, to)) {
                return entry;
            }
        }
        return -1;
    }

    private int insert(int hash, byte[] name, int from, int to) {
        if (entries == starts.length) {
            resize(entries * 2);
            table = new int[entries * 4];
            for (int i = 0; i < entries; i++) {
                link(i);
            }
        }
        int entry = entries++;
        hashes[entry] = hash;
        nameStarts[entry] = used;
        add(name, from, to);
        nameEnds[entry] = used;
        link(entry);
        return entry;
    }

    private void link(int entry) {
        int mask = table.length - 1;
        int i = hashes[entry] & mask;
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        table[i] = entry + 1;
    }

    private void resize(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        nameStarts = Arrays.copyOf(nameStarts, capacity);
        nameEnds = Arrays.copyOf(nameEnds, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
    }

    private void add(byte c) {
        room(1);
        bytes[used++] = c;
    }

    private void add(byte[] b, int from, int to) {
        room(to - from);
        System.arraycopy(b, from, bytes, used, to - from);
        used += to - from;
    }

    private void addEscaped(byte[] b, int from, int to) {
        for (int p = from; p < to; p++) {
            byte c = b[p];
            if (c == '"' || c == '\\') {
                add((byte) '\\');
                add(c);
            } else if (c >= 0 && c < ' ') {
                byte[] escape = String.format("\\u%04x", c).getBytes(StandardCharsets.US_ASCII);
                add(escape, 0, escape.length);
            } else {
                add(c);
            }
        }
    }

    private void room(int length) {
        if (bytes.length - used < length) {
            bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length * 2));
        }
    }
}
