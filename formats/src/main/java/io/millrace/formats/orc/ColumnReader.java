package io.millrace.formats.orc;

import java.io.IOException;
import org.apache.orc.OrcProto.Stream.Kind;
import org.apache.orc.impl.BitFieldReader;

/** Reads the values of a column one after the other into the slots of its place. */
abstract class ColumnReader {
    protected final int column;
    /** Null when no value of the stripe is. */
    private BitFieldReader present;

    ColumnReader(int column) {
        this.column = column;
    }

    final void begin(Stripe stripe) throws IOException {
        present = stripe.find(column, Kind.PRESENT).map(BitFieldReader::new).orElse(null);
        start(stripe);
    }

    final void read(int slot) throws IOException {
        if (present == null || present.next() != 0) {
            value(slot);
        }
    }

    /** Passes over a value. */
    final void skip() throws IOException {
        if (present == null || present.next() != 0) {
            skipValue();
        }
    }

    /** Opens the streams of another stripe. */
    abstract void start(Stripe stripe) throws IOException;

    /** Reads a value that is not null; passes over it when the row does not fit any more. */
    abstract void value(int slot) throws IOException;

    /** Passes over a value that is not null. */
    abstract void skipValue() throws IOException;
}
