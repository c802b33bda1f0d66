package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.Place;
import io.millrace.spi.batch.ListVector;

/** A repeated field, packed or not. Without elements it is null. */
final class RepeatedField extends MessageField {
    private final FieldDescriptor field;
    private final Place place;
    private final Readers readers;
    private final int wireType;
    private final FieldReader elements = this::elements;
    private ListVector list;
    private FieldReader element;
    private long met;

    RepeatedField(FieldDescriptor field, Place place, Readers readers) {
        this.field = field;
        this.place = place;
        this.readers = readers;
        wireType = Scalars.wireType(field.getType());
    }

    @Override
    boolean meet(Cursor in, int type, long stamp, int slot) {
        boolean packed = type == Wire.LENGTH && wireType != Wire.LENGTH && wireType != Wire.GROUP_START;
        if (type != wireType && !packed) {
            return false;
        }
        if (met != stamp) {
            met = stamp;
            list = place.beginList(slot);
        }
        if (element == null) {
            element = readers.value(field, place.element());
        }
        if (packed) {
            int from = in.take(in.varint());
            Readers.within(in, from, in.at, elements, slot);
        } else {
            element.read(in, list.nextElement());
        }
        return true;
    }

    private void elements(Cursor in, int slot) {
        while (in.at < in.end) {
            element.read(in, list.nextElement());
        }
    }

    @Override
    void finish(Cursor in, long stamp, int slot) {}

    @Override
    void forget() {}
}
