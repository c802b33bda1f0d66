package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;

/** Reads the values of one place of a schema into the columns of that place. Faults stay in the cursor. */
interface ValueReader {
    void read(Cursor in, int slot);
}
