package io.millrace.kernel.arrow;

/**
 * The places of an Arrow vector to read, and the slots their values get: place {@code base + slot} for each slot. Dense
 * rows have the slots 0 to {@code count - 1}.
 */
final class Rows {
    private static final int[] NONE = {};

    private final int base;
    private final int count;
    private final int[] slots;
    private final boolean dense;

    private Rows(int base, int count, int[] slots, boolean dense) {
        this.base = base;
        this.count = count;
        this.slots = slots;
        this.dense = dense;
    }

    static Rows all(int base, int count) {
        return new Rows(base, count, NONE, true);
    }

    /** Those of the slots that a vector of structs has values for. */
    Rows only(int[] present, int size) {
        return dense && size == count ? this : new Rows(base, size, present, false);
    }

    /** The place of slot 0. */
    int base() {
        return base;
    }

    int count() {
        return count;
    }

    int slot(int i) {
        return dense ? i : slots[i];
    }

    /** One place past the last. */
    int limit() {
        return count == 0 ? base : base + slot(count - 1) + 1;
    }

    /** Writes all slots to {@code target} from {@code at} on. */
    void copySlots(int[] target, int at) {
        if (dense) {
            for (int i = 0; i < count; i++) {
                target[at + i] = i;
            }
        } else {
            System.arraycopy(slots, 0, target, at, count);
        }
    }
}
