package io.millrace.kernel.arrow;

import io.millrace.kernel.type.DuckType.Field;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.StructVector;
import java.util.List;
import org.apache.arrow.vector.FieldVector;

/** Structs. */
final class StructReader implements ColumnReader {
    private final List<Field> fields;
    private final List<ColumnReader> readers;

    StructReader(List<Field> fields) {
        this.fields = fields;
        this.readers =
                fields.stream().map(field -> ColumnReader.of(field.type())).toList();
    }

    @Override
    public void read(FieldVector source, Rows rows, Column column) {
        StructVector out = column.structs();
        int at = out.size();
        int present = Presence.slots(source, rows, out);
        out.advance(present);
        for (int i = out.fields().size(); i < fields.size(); i++) {
            out.addField(fields.get(i).name());
        }
        if (at != 0) {
            throw new IllegalStateException("structs can be read into an empty vector only");
        }

        Rows inner = rows.only(out.slots(), present);
        for (int i = 0; i < readers.size(); i++) {
            FieldVector child = source.getChildrenFromFields().get(i);
            readers.get(i).read(child, inner, out.fields().get(i));
        }
    }
}
