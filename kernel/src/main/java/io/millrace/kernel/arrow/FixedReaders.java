package io.millrace.kernel.arrow;

import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.apache.arrow.vector.FieldVector;

/** Readers of values of a fixed width that are no integers. */
final class FixedReaders {
    private static final int UUID_BYTES = 16;

    private FixedReaders() {}

    static void booleans(FieldVector source, Rows rows, Column column) {
        BooleanVector out = column.booleans();
        int present = Presence.slots(source, rows, out);
        int at = out.size();
        ByteBuffer data = data(source, rows.base(), rows.limit(), 1);
        for (int i = 0; i < present; i++) {
            out.values()[at + i] = data.get(out.slots()[at + i]) != 0;
        }
        out.advance(present);
    }

    static void doubles(FieldVector source, Rows rows, Column column) {
        DoubleVector out = column.doubles();
        int present = Presence.slots(source, rows, out);
        int at = out.size();
        DoubleBuffer data =
                data(source, rows.base(), rows.limit(), Double.BYTES).asDoubleBuffer();
        if (present == data.remaining()) {
            data.get(out.values(), at, present);
        } else {
            for (int i = 0; i < present; i++) {
                out.values()[at + i] = data.get(out.slots()[at + i]);
            }
        }
        out.advance(present);
    }

    static void floats(FieldVector source, Rows rows, Column column) {
        DoubleVector out = column.doubles();
        int present = Presence.slots(source, rows, out);
        int at = out.size();
        FloatBuffer data = data(source, rows.base(), rows.limit(), Float.BYTES).asFloatBuffer();
        for (int i = 0; i < present; i++) {
            out.values()[at + i] = data.get(out.slots()[at + i]);
        }
        out.advance(present);
    }

    static void uuids(FieldVector source, Rows rows, Column column) {
        BytesVector out = column.bytes(Kind.UUID);
        int present = Presence.slots(source, rows, out);
        int at = out.size();
        ByteBuffer data = data(source, rows.base(), rows.limit(), UUID_BYTES);
        int end = out.reserve(present * UUID_BYTES);
        for (int i = 0; i < present; i++) {
            data.get(out.slots()[at + i] * UUID_BYTES, out.bytes(), end, UUID_BYTES);
            end += UUID_BYTES;
            out.ends()[at + i] = end;
        }
        out.advance(present);
    }

    /** The values from place {@code base} to {@code limit}, so that a slot is an index into them. */
    static ByteBuffer data(FieldVector source, int base, int limit, int width) {
        if (limit == base) {
            return ByteBuffer.allocate(0);
        }
        return source.getDataBuffer()
                .nioBuffer((long) base * width, (limit - base) * width)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
