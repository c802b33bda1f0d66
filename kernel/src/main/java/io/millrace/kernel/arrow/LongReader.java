package io.millrace.kernel.arrow;

import io.millrace.kernel.type.DuckType;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.apache.arrow.vector.FieldVector;

/** Whole numbers, dates and times. */
record LongReader(Kind kind, int width) implements ColumnReader {
    static int width(DuckType type) {
        return switch (type.id()) {
            case TINYINT -> Byte.BYTES;
            case SMALLINT -> Short.BYTES;
            case INTEGER, DATE -> Integer.BYTES;
            default -> Long.BYTES;
        };
    }

    @Override
    public void read(FieldVector source, Rows rows, Column column) {
        LongVector out = column.longs(kind);
        int present = Presence.slots(source, rows, out);
        ByteBuffer data = FixedReaders.data(source, rows.base(), rows.limit(), width);
        int[] slots = out.slots();
        long[] values = out.values();
        int at = out.size();
        switch (width) {
            case Long.BYTES -> longs(data.asLongBuffer(), slots, values, at, present);
            case Integer.BYTES -> ints(data.asIntBuffer(), slots, values, at, present);
            case Short.BYTES -> {
                for (int i = at; i < at + present; i++) {
                    values[i] = data.getShort(slots[i] * Short.BYTES);
                }
            }
            default -> {
                for (int i = at; i < at + present; i++) {
                    values[i] = data.get(slots[i]);
                }
            }
        }
        out.advance(present);
    }

    private static void longs(LongBuffer data, int[] slots, long[] values, int at, int present) {
        if (present == data.remaining()) {
            data.get(values, at, present);
            return;
        }
        for (int i = at; i < at + present; i++) {
            values[i] = data.get(slots[i]);
        }
    }

    private static void ints(IntBuffer data, int[] slots, long[] values, int at, int present) {
        for (int i = at; i < at + present; i++) {
            values[i] = data.get(slots[i]);
        }
    }
}
