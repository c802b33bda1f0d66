package io.millrace.formats.registry;

import io.millrace.formats.binary.Cursor;

/** What stands before a record whose schema is in a registry: a zero, and the id in four bytes, the highest first. */
public final class RegistryHeader {
    private RegistryHeader() {}

    /** The id; the cursor tells whether it failed. */
    public static int read(Cursor in) {
        int magic = in.next();
        if (!in.failed() && magic != 0) {
            in.fail("Cannot read record: it begins with " + (magic & 0xFF) + " where a registry's payload has a 0");
        }
        return Integer.reverseBytes(in.fixed32());
    }
}
