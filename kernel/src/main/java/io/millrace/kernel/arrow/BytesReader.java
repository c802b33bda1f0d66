package io.millrace.kernel.arrow;

import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.nio.IntBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;

/** Texts and bytes. */
record BytesReader(Kind kind) implements ColumnReader {
    @Override
    public void read(FieldVector source, Rows rows, Column column) {
        if (rows.count() == 0) {
            return;
        }
        BytesVector out = column.bytes(kind);
        int present = Presence.slots(source, rows, out);
        IntBuffer offsets = Offsets.of(source, rows.base(), rows.limit());
        int from = offsets.get(0);
        int length = offsets.get(rows.limit() - rows.base()) - from;
        int at = out.size();
        int start = out.reserve(length);
        ArrowBuf data = source.getDataBuffer();
        if (ends(offsets, from, start, out, at, present) == length) {
            data.getBytes(from, out.bytes(), start, length);
            out.advance(present);
        } else {
            copyEach(offsets, data, out, present);
        }
    }

    /** Writes the end of each value on the assumption that nothing lies between them; returns how long they are. */
    private static int ends(IntBuffer offsets, int from, int start, BytesVector out, int at, int present) {
        int[] slots = out.slots();
        int[] ends = out.ends();
        if (present == offsets.remaining() - 1) {
            offsets.get(1, ends, at, present);
            for (int i = at; i < at + present; i++) {
                ends[i] += start - from;
            }
            return offsets.get(present) - from;
        }
        int total = 0;
        for (int i = at; i < at + present; i++) {
            int slot = slots[i];
            int end = offsets.get(slot + 1);
            total += end - offsets.get(slot);
            ends[i] = end - from + start;
        }
        return total;
    }

    private static void copyEach(IntBuffer offsets, ArrowBuf data, BytesVector out, int present) {
        int at = out.size();
        int used = out.byteSize();
        for (int i = at; i < at + present; i++) {
            int slot = out.slots()[i];
            int from = offsets.get(slot);
            int length = offsets.get(slot + 1) - from;
            data.getBytes(from, out.bytes(), used, length);
            used += length;
            out.ends()[i] = used;
        }
        out.advance(present);
    }
}
