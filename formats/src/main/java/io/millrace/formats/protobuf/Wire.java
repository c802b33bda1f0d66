package io.millrace.formats.protobuf;

import io.millrace.formats.binary.Cursor;

/** How values stand on the wire. */
final class Wire {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int GROUP_START = 3;
    static final int GROUP_END = 4;
    static final int FIXED32 = 5;

    private static final int TYPE_BITS = 3;

    private Wire() {}

    static int type(long tag) {
        return (int) tag & 7;
    }

    /** The number of a field, or 0 when it is none. */
    static int number(long tag) {
        long number = tag >>> TYPE_BITS;
        return number > 0 && number < 1 << 29 ? (int) number : 0;
    }

    /** Passes over a value, with all of a group. */
    static void skip(Cursor in, long tag) {
        switch (type(tag)) {
            case VARINT -> in.varint();
            case FIXED64 -> in.take(Long.BYTES);
            case LENGTH -> in.take(in.varint());
            case GROUP_START -> groupEnd(in, number(tag));
            case FIXED32 -> in.take(Integer.BYTES);
            default -> in.fail("Cannot read record: a value of wire type " + type(tag));
        }
    }

    /** Passes over the rest of a group and its end; returns where its end begins. */
    static int groupEnd(Cursor in, int number) {
        if (!in.enter()) {
            return in.at;
        }
        while (!in.failed()) {
            int before = in.at;
            long tag = in.varint();
            if (type(tag) == GROUP_END) {
                if (number(tag) != number) {
                    in.fail("Cannot read record: group " + number + " ends as " + number(tag));
                }
                in.leave();
                return before;
            }
            skip(in, tag);
        }
        return in.at;
    }
}
