package io.millrace.kernel.arrow;

import io.millrace.kernel.type.DuckType;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ListVector;
import java.nio.IntBuffer;
import org.apache.arrow.vector.FieldVector;

/** Lists. */
final class ListReader implements ColumnReader {
    private final ColumnReader element;

    ListReader(DuckType element) {
        this.element = ColumnReader.of(element);
    }

    @Override
    public void read(FieldVector source, Rows rows, Column column) {
        if (rows.count() == 0) {
            return;
        }
        ListVector out = column.lists();
        int present = Presence.slots(source, rows, out);
        Rows inner = inner(source, rows, out.slots(), out.ends(), present);
        out.advance(present);
        element.read(source.getChildrenFromFields().get(0), inner, out.element());
    }

    /** Writes the end of each list and returns the places of the elements; DuckDB gives a list that is null no element. */
    static Rows inner(FieldVector source, Rows rows, int[] slots, int[] ends, int present) {
        IntBuffer offsets = Offsets.of(source, rows.base(), rows.limit());
        int first = offsets.get(rows.slot(0));
        int elements = 0;
        for (int i = 0; i < present; i++) {
            int slot = slots[i];
            if (offsets.get(slot) != first + elements) {
                throw new IllegalStateException("elements between two lists belong to neither");
            }
            elements = offsets.get(slot + 1) - first;
            ends[i] = elements;
        }
        return Rows.all(first, elements);
    }
}
