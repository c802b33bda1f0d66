package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.Place;
import io.millrace.spi.batch.MapVector;
import org.apache.avro.Schema;

/** Maps, in blocks of keys and values. */
final class MapReader implements ValueReader {
    private final Place place;
    private final Schema valueSchema;
    private final Readers readers;
    private ValueReader value;

    MapReader(Schema valueSchema, Place place, Readers readers) {
        this.valueSchema = valueSchema;
        this.place = place;
        this.readers = readers;
    }

    @Override
    public void read(Cursor in, int slot) {
        if (!in.enter()) {
            return;
        }
        MapVector map = place.beginMap(slot);
        if (value == null) {
            value = readers.reader(valueSchema, place.value());
        }
        for (long count = Blocks.next(in); count > 0; count = Blocks.next(in)) {
            for (long i = 0; i < count && !in.failed(); i++) {
                int entry = map.nextEntry();
                Scalars.text(in, place.key(), entry);
                value.read(in, entry);
            }
        }
        in.leave();
    }
}
