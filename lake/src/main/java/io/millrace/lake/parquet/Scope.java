package io.millrace.lake.parquet;

import java.util.Arrays;

/**
 * The entries that the leaves below one list or map (or the rows) have in common. A slot of the scope takes one entry; an
 * absent or empty list takes one too, as a placeholder. Filled anew for every batch.
 */
final class Scope {
    private int entries;
    private int slotCount;
    private boolean everySlot;
    private boolean placeholders;
    private boolean repeated;
    private int[] slots = new int[0];
    private int[] positions = new int[0];
    private byte[] repetitions = new byte[0];

    /** The scope of all rows. */
    void everyRow(int rows) {
        entries = rows;
        slotCount = rows;
        everySlot = true;
        placeholders = false;
        repeated = false;
    }

    /** The scope of some rows, ascending. */
    void someRows(int[] rows, int count) {
        everyRow(count);
        everySlot = false;
        slots = rows;
    }

    /** Begins a scope below a list or map; {@link #placeholder} and {@link #elements} follow, entry by entry. */
    void begin(boolean allElements, int maxElements, int maxEntries) {
        entries = 0;
        slotCount = 0;
        everySlot = allElements;
        placeholders = false;
        repeated = true;
        if (repetitions.length < maxEntries) {
            repetitions = new byte[maxEntries];
        }
        if (positions.length < maxElements) {
            positions = new int[maxElements];
            slots = new int[maxElements];
        }
    }

    void placeholder(byte repetition) {
        placeholders = true;
        repetitions[entries++] = repetition;
    }

    /** The elements of one list, of which there is at least one. */
    void elements(int from, int to, byte first, byte next) {
        int count = to - from;
        for (int i = 0; i < count; i++) {
            positions[slotCount + i] = entries + i;
            slots[slotCount + i] = from + i;
        }
        Arrays.fill(repetitions, entries, entries + count, next);
        repetitions[entries] = first;
        slotCount += count;
        entries += count;
    }

    int entries() {
        return entries;
    }

    /** How many slots take part. */
    int slotCount() {
        return slotCount;
    }

    /** Whether the slots that take part are {@code 0} to {@code slotCount() - 1}. */
    boolean everySlot() {
        return everySlot;
    }

    /** The slots that take part, ascending; without a meaning when {@link #everySlot()}. */
    int[] slots() {
        return slots;
    }

    boolean placeholders() {
        return placeholders;
    }

    /** The entry of each slot that takes part; without a meaning when there are no {@link #placeholders()}. */
    int[] positions() {
        return positions;
    }

    /** Whether entries have repetition levels. */
    boolean repeated() {
        return repeated;
    }

    byte[] repetitions() {
        return repetitions;
    }

    byte repetition(int entry) {
        return repeated ? repetitions[entry] : 0;
    }
}
