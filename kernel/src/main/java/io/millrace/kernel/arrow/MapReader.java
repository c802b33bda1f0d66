package io.millrace.kernel.arrow;

import io.millrace.kernel.type.DuckType;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.MapVector;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/** Maps: lists of entries. */
final class MapReader implements ColumnReader {
    private final ColumnReader key;
    private final ColumnReader value;

    MapReader(DuckType key, DuckType value) {
        this.key = ColumnReader.of(key);
        this.value = ColumnReader.of(value);
    }

    @Override
    public void read(FieldVector source, Rows rows, Column column) {
        if (rows.count() == 0) {
            return;
        }
        MapVector out = column.maps();
        int present = Presence.slots(source, rows, out);
        Rows inner = ListReader.inner(source, rows, out.slots(), out.ends(), present);
        out.advance(present);
        FieldVector entries = source.getChildrenFromFields().get(0);
        List<FieldVector> children = entries.getChildrenFromFields();
        key.read(children.get(0), inner, out.key());
        value.read(children.get(1), inner, out.value());
    }
}
