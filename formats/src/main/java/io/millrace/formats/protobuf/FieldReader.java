package io.millrace.formats.protobuf;

import io.millrace.formats.binary.Cursor;

/** Reads one value of a field, after its tag, into the columns of the field. Faults stay in the cursor. */
interface FieldReader {
    void read(Cursor in, int slot);
}
