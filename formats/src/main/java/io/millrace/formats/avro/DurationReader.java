package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.columns.Place;
import java.util.List;

/** Spans of months, days and milliseconds: three numbers, as no one unit tells them. */
final class DurationReader implements ValueReader {
    private final Place place;
    private final Readers readers;
    private List<Place> parts = List.of();

    DurationReader(Place place, Readers readers) {
        this.place = place;
        this.readers = readers;
    }

    @Override
    public void read(Cursor in, int slot) {
        if (in.left() < 3 * Integer.BYTES) {
            in.take(3 * Integer.BYTES);
            return;
        }
        ObjectPlace object = place.beginStruct(slot);
        if (parts.isEmpty()) {
            object.begin();
            parts = List.of(object.field("months"), object.field("days"), object.field("millis"));
        }
        object.abandon();
        for (Place part : parts) {
            part.append(slot, in.fixed32() & 0xFFFFFFFFL);
        }
        readers.overflowed(object.end(slot));
    }
}
