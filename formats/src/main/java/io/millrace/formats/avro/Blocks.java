package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;

/** The counts in arrays and maps. */
final class Blocks {
    /** Items without a byte of their own, such as nulls, one after the other; more are taken for damage. */
    private static final int MOST_EMPTY_ITEMS = 1000;

    private Blocks() {}

    /** How many items follow, 0 at the end. A count that the bytes cannot hold is a fault. */
    static long next(Cursor in) {
        long count = in.zigzag();
        if (count < 0) {
            count = -count;
            in.zigzag();
        }
        if (count < 0 || count > Math.max(in.left(), MOST_EMPTY_ITEMS)) {
            in.fail("Cannot read record: %d items in %d bytes".formatted(count, in.left()));
            return 0;
        }
        return in.failed() ? 0 : count;
    }

    /** A fault when too many items took no bytes; returns how many they are with this one. */
    static int empty(Cursor in, int from, int before) {
        if (in.at != from) {
            return 0;
        }
        if (before >= MOST_EMPTY_ITEMS) {
            in.fail("Cannot read record: more than " + MOST_EMPTY_ITEMS + " items without a value");
        }
        return before + 1;
    }
}
