package io.millrace.spi.batch;

import java.util.Arrays;

/** Maps. Entries have a scope of their own, as the elements of a {@link ListVector} have; every entry has a key. */
public final class MapVector extends Vector {
    private final Column key;
    private final Column value;
    private int[] ends = new int[initialCapacity()];
    private int entries;

    public MapVector() {
        this(new Column("key"), new Column("value"));
    }

    public MapVector(Column key, Column value) {
        this.key = key;
        this.value = value;
    }

    public Column key() {
        return key;
    }

    public Column value() {
        return value;
    }

    /** The exclusive end of each value's entry slots. */
    public int[] ends() {
        return ends;
    }

    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    public int end(int index) {
        return ends[index];
    }

    /** How many entry slots have been taken. */
    public int entries() {
        return entries;
    }

    /** The same maps with other keys and values; shares the slots with this vector, which must not change any more. */
    public MapVector withEntries(Column otherKey, Column otherValue) {
        MapVector view = new MapVector(otherKey, otherValue);
        view.shareSlots(this);
        view.ends = ends;
        view.entries = entries;
        return view;
    }

    public void append(int slot) {
        int index = push(slot);
        ends[index] = entries;
    }

    /** Takes the slot of the next entry of the last map. */
    public int nextEntry() {
        int slot = entries++;
        ends[size() - 1] = entries;
        return slot;
    }

    @Override
    void advanced() {
        entries = size() == 0 ? 0 : ends[size() - 1];
    }

    @Override
    void truncated(int slot) {
        entries = size() == 0 ? 0 : ends[size() - 1];
        key.truncate(entries);
        value.truncate(entries);
    }

    @Override
    void grow(int capacity) {
        ends = Arrays.copyOf(ends, capacity);
    }
}
