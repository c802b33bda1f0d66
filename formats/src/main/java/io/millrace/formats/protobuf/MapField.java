package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.Place;
import io.millrace.spi.batch.MapVector;

/** A map: entries of a key and a value, either of which may be left out for its default. Without entries it is null. */
final class MapField extends MessageField {
    private final FieldDescriptor field;
    private final Place place;
    private final Readers readers;
    private final FieldReader entry = this::entry;
    private MapVector map;
    private SingleField key;
    private SingleField value;
    private long met;
    private long entries;

    MapField(FieldDescriptor field, Place place, Readers readers) {
        this.field = field;
        this.place = place;
        this.readers = readers;
    }

    @Override
    boolean meet(Cursor in, int type, long stamp, int slot) {
        if (type != Wire.LENGTH) {
            return false;
        }
        if (met != stamp) {
            met = stamp;
            map = place.beginMap(slot);
        }
        if (key == null) {
            resolve();
        }
        int from = in.take(in.varint());
        Readers.within(in, from, in.at, entry, map.nextEntry());
        return true;
    }

    private void resolve() {
        FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
        key = SingleField.entry(keyField, readers.value(keyField, place.key()), readers);
        value = SingleField.entry(valueField, readers.value(valueField, place.value()), readers);
    }

    private void entry(Cursor in, int entry) {
        long stamp = ++entries;
        while (in.at < in.end) {
            long tag = in.varint();
            int number = Wire.number(tag);
            boolean taken = (number == 1 && key.meet(in, Wire.type(tag), stamp, entry))
                    || (number == 2 && value.meet(in, Wire.type(tag), stamp, entry));
            if (!taken) {
                Wire.skip(in, tag);
            }
        }
        if (!in.failed()) {
            key.finish(in, stamp, entry);
        }
        if (!in.failed()) {
            value.finish(in, stamp, entry);
        }
    }

    @Override
    void finish(Cursor in, long stamp, int slot) {}

    @Override
    void forget() {}
}
