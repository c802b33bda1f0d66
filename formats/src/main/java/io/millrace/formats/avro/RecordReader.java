package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.columns.Place;
import java.util.List;
import org.apache.avro.Schema;

/** The fields of a record, one after the other. */
final class RecordReader implements ValueReader {
    private static final ValueReader[] UNRESOLVED = {};

    private final Schema schema;
    private final Place place;
    private final Readers readers;
    private ValueReader[] fields = UNRESOLVED;

    RecordReader(Schema schema, Place place, Readers readers) {
        this.schema = schema;
        this.place = place;
        this.readers = readers;
    }

    @Override
    public void read(Cursor in, int slot) {
        if (fields == UNRESOLVED && !resolve(in)) {
            return;
        }
        if (in.enter()) {
            ObjectPlace object = place.beginStruct(slot);
            object.abandon();
            readFields(fields, in, slot);
            readers.overflowed(object.end(slot));
            in.leave();
        }
    }

    private boolean resolve(Cursor in) {
        if (!readers.takeRoom(in, schema)) {
            return false;
        }
        fields = fields(schema, place.struct(), readers);
        return true;
    }

    static ValueReader[] fields(Schema record, ObjectPlace object, Readers readers) {
        object.begin();
        List<Schema.Field> fields = record.getFields();
        ValueReader[] resolved = new ValueReader[fields.size()];
        for (int i = 0; i < resolved.length; i++) {
            Schema.Field field = fields.get(i);
            resolved[i] = readers.reader(field.schema(), object.field(field.name()));
        }
        return resolved;
    }

    static void readFields(ValueReader[] fields, Cursor in, int slot) {
        for (ValueReader field : fields) {
            field.read(in, slot);
        }
    }
}
