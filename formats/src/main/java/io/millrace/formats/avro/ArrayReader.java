package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.Place;
import io.millrace.spi.batch.ListVector;
import org.apache.avro.Schema;

/** Arrays, in blocks of items. */
final class ArrayReader implements ValueReader {
    private final Place place;
    private final Schema itemSchema;
    private final Readers readers;
    private ValueReader item;

    ArrayReader(Schema itemSchema, Place place, Readers readers) {
        this.itemSchema = itemSchema;
        this.place = place;
        this.readers = readers;
    }

    @Override
    public void read(Cursor in, int slot) {
        if (!in.enter()) {
            return;
        }
        ListVector list = place.beginList(slot);
        if (item == null) {
            item = readers.reader(itemSchema, place.element());
        }
        int empty = 0;
        for (long count = Blocks.next(in); count > 0; count = Blocks.next(in)) {
            for (long i = 0; i < count && !in.failed(); i++) {
                int from = in.at;
                item.read(in, list.nextElement());
                empty = Blocks.empty(in, from, empty);
            }
        }
        in.leave();
    }
}
