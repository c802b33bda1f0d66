package io.millrace.spi.batch;

import java.util.Arrays;

/** Arrays. Elements have a scope of their own: element slots of value {@code i} are {@code [start(i), end(i))}. */
public final class ListVector extends Vector {
    private final Column element;
    private int[] ends = new int[initialCapacity()];
    private int elements;

    public ListVector() {
        this(new Column("element"));
    }

    public ListVector(Column element) {
        this.element = element;
    }

    public Column element() {
        return element;
    }

    /** The exclusive end of each value's element slots. */
    public int[] ends() {
        return ends;
    }

    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    public int end(int index) {
        return ends[index];
    }

    /** How many element slots have been taken. */
    public int elements() {
        return elements;
    }

    /** The same arrays with other elements; shares the slots with this vector, which must not change any more. */
    public ListVector withElement(Column other) {
        ListVector view = new ListVector(other);
        view.shareSlots(this);
        view.ends = ends;
        view.elements = elements;
        return view;
    }

    /** Begins an array; its elements follow through {@link #nextElement}. */
    public void append(int slot) {
        int index = push(slot);
        ends[index] = elements;
    }

    /** Takes the slot of the next element of the last array; an element without a value is null. */
    public int nextElement() {
        int slot = elements++;
        ends[size() - 1] = elements;
        return slot;
    }

    /** Takes {@code count} element slots at once. */
    public void nextElements(int count) {
        elements += count;
        ends[size() - 1] = elements;
    }

    @Override
    void advanced() {
        elements = size() == 0 ? 0 : ends[size() - 1];
    }

    @Override
    void truncated(int slot) {
        elements = size() == 0 ? 0 : ends[size() - 1];
        element.truncate(elements);
    }

    @Override
    void grow(int capacity) {
        ends = Arrays.copyOf(ends, capacity);
    }
}
