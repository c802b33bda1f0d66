package io.millrace.lake.parquet;

import io.millrace.spi.batch.Vector;

/** Which values of a vector take part in a scope, and at which entries. Filled anew for every batch. */
final class Match {
    private static final int MERGE_COST = 16;

    private final String name;
    private int count;
    private int[] indices;
    private boolean everyValue;
    private int[] entries;
    private boolean everyEntry;
    private int[] indexBuffer = new int[0];
    private int[] entryBuffer = new int[0];

    Match(String name) {
        this.name = name;
    }

    void none() {
        count = 0;
        everyValue = true;
        everyEntry = false;
    }

    void find(Vector vector, Scope scope) {
        if (scope.everySlot()) {
            all(vector, scope);
        } else {
            some(vector, scope);
        }
        if (scope.placeholders() && count > 0) {
            place(scope.positions());
        }
    }

    int count() {
        return count;
    }

    /** Whether the values that take part are {@code 0} to {@code count() - 1}. */
    boolean everyValue() {
        return everyValue;
    }

    int index(int k) {
        return everyValue ? k : indices[k];
    }

    int[] indices() {
        return indices;
    }

    /** Whether each entry of the scope has a value. */
    boolean everyEntry() {
        return everyEntry;
    }

    int entry(int k) {
        return everyEntry ? k : entries[k];
    }

    private void all(Vector vector, Scope scope) {
        if (vector.lastSlot() >= scope.slotCount()) {
            throw new IllegalStateException("Cannot write column: " + name + " has a value at slot " + vector.lastSlot()
                    + " of " + scope.slotCount());
        }

        count = vector.size();
        everyValue = true;
        everyEntry = count == scope.slotCount();
        entries = vector.slots();
    }

    private void some(Vector vector, Scope scope) {
        int wanted = scope.slotCount();
        count = 0;
        everyValue = false;
        everyEntry = false;
        if (wanted == 0 || vector.size() == 0) {
            everyEntry = wanted == 0;
            return;
        }

        if (vector.lastSlot() == vector.size() - 1 && scope.slots()[wanted - 1] < vector.size()) {
            count = wanted;
            indices = scope.slots();
            everyEntry = true;
            return;
        }

        if (indexBuffer.length < wanted) {
            indexBuffer = new int[wanted];
            entryBuffer = new int[wanted];
        }
        indices = indexBuffer;
        entries = entryBuffer;
        if ((long) wanted * MERGE_COST < vector.size()) {
            search(vector, scope.slots(), wanted);
        } else {
            merge(vector, scope.slots(), wanted);
        }
        everyEntry = count == wanted;
    }

    private void search(Vector vector, int[] wanted, int wantedCount) {
        for (int i = 0; i < wantedCount; i++) {
            int index = vector.indexOf(wanted[i]);
            if (index >= 0) {
                indexBuffer[count] = index;
                entryBuffer[count++] = i;
            }
        }
    }

    private void merge(Vector vector, int[] wanted, int wantedCount) {
        int[] slots = vector.slots();
        int size = vector.size();
        int index = 0;
        for (int i = 0; i < wantedCount; i++) {
            int slot = wanted[i];
            while (index < size && slots[index] < slot) {
                index++;
            }
            if (index < size && slots[index] == slot) {
                indexBuffer[count] = index;
                entryBuffer[count++] = i;
            }
        }
    }

    /** Turns ordinals of slots into entries. */
    private void place(int[] positions) {
        if (entryBuffer.length < count) {
            entryBuffer = new int[count];
        }
        if (everyEntry) {
            System.arraycopy(positions, 0, entryBuffer, 0, count);
        } else {
            for (int k = 0; k < count; k++) {
                entryBuffer[k] = positions[entries[k]];
            }
        }
        entries = entryBuffer;
        everyEntry = false;
    }
}
