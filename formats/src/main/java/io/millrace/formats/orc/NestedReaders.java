package io.millrace.formats.orc;

import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.columns.Place;
import io.millrace.formats.spool.Meter;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.MapVector;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.orc.OrcProto.Stream.Kind;
import org.apache.orc.impl.IntegerReader;
import org.apache.orc.impl.RunLengthByteReader;

/** The columns that hold others. */
final class NestedReaders {
    private NestedReaders() {}

    /** The fields of an object whose slot is known: those of a row. */
    static class Fields extends ColumnReader {
        private final ColumnReader[] fields;

        Fields(int column, List<ColumnReader> fields) {
            super(column);
            this.fields = fields.toArray(ColumnReader[]::new);
        }

        @Override
        final void start(Stripe stripe) throws IOException {
            for (ColumnReader field : fields) {
                field.begin(stripe);
            }
        }

        @Override
        void value(int slot) throws IOException {
            for (ColumnReader field : fields) {
                field.read(slot);
            }
        }

        @Override
        final void skipValue() throws IOException {
            for (ColumnReader field : fields) {
                field.skip();
            }
        }
    }

    /** An object. */
    static final class Struct extends Fields {
        private final Place place;
        private final Meter meter;
        private final IntConsumer overflowed;

        Struct(int column, Place place, List<ColumnReader> fields, Meter meter, IntConsumer overflowed) {
            super(column, fields);
            this.place = place;
            this.meter = meter;
            this.overflowed = overflowed;
        }

        @Override
        void value(int slot) throws IOException {
            if (!meter.take(Meter.VALUE_BYTES)) {
                skipValue();
                return;
            }
            ObjectPlace object = place.beginStruct(slot);
            object.abandon();
            super.value(slot);
            int count = object.end(slot);
            if (count > 0) {
                overflowed.accept(count);
            }
        }
    }

    /** A column whose values have a number of elements each, which are read from columns of their own. */
    abstract static class Repeated extends ColumnReader {
        private final List<ColumnReader> parts;
        private final Meter meter;
        private IntegerReader lengths;

        /** @param parts of an element */
        Repeated(int column, List<ColumnReader> parts, Meter meter) {
            super(column);
            this.parts = parts;
            this.meter = meter;
        }

        /** Reads the elements of a value into a slot. */
        abstract void elements(int slot, long length) throws IOException;

        @Override
        final void start(Stripe stripe) throws IOException {
            lengths = stripe.unsigned(column, Kind.LENGTH);
            for (ColumnReader part : parts) {
                part.begin(stripe);
            }
        }

        @Override
        final void value(int slot) throws IOException {
            long length = lengths.next();
            meter.take(Meter.VALUE_BYTES);
            if (meter.takeElements(length)) {
                elements(slot, length);
            } else {
                skip(length);
            }
        }

        @Override
        final void skipValue() throws IOException {
            long length = lengths.next();
            meter.takeElements(length);
            skip(length);
        }

        private void skip(long length) throws IOException {
            for (long i = 0; i < length; i++) {
                for (ColumnReader part : parts) {
                    part.skip();
                }
            }
        }
    }

    /** A list. */
    static final class Items extends Repeated {
        private final Place place;
        private final ColumnReader element;

        Items(int column, Place place, ColumnReader element, Meter meter) {
            super(column, List.of(element), meter);
            this.place = place;
            this.element = element;
        }

        @Override
        void elements(int slot, long length) throws IOException {
            ListVector list = place.beginList(slot);
            for (long i = 0; i < length; i++) {
                element.read(list.nextElement());
            }
        }
    }

    /** A map; the values may be excluded. */
    static final class Entries extends Repeated {
        private final Place place;
        private final ColumnReader key;
        private final Optional<ColumnReader> value;
        private final Meter meter;

        Entries(int column, Place place, ColumnReader key, Optional<ColumnReader> value, Meter meter) {
            super(column, Stream.concat(Stream.of(key), value.stream()).toList(), meter);
            this.place = place;
            this.key = key;
            this.value = value;
            this.meter = meter;
        }

        @Override
        void elements(int slot, long length) throws IOException {
            MapVector map = place.beginMap(slot);
            for (long i = 0; i < length; i++) {
                int entry = map.nextEntry();
                key.read(entry);
                if (!place.key().holds(entry) && meter.fits()) {
                    throw new IOException("map " + column + " has an entry without a key");
                }
                if (value.isPresent()) {
                    value.get().read(entry);
                }
            }
        }
    }

    /** Values of several types, each with a tag that says of which; all go to one place. */
    static final class Union extends ColumnReader {
        private final List<ColumnReader> branches;
        private RunLengthByteReader tags;

        Union(int column, List<ColumnReader> branches) {
            super(column);
            this.branches = branches;
        }

        @Override
        void start(Stripe stripe) throws IOException {
            tags = new RunLengthByteReader(stripe.stream(column, Kind.DATA));
            for (ColumnReader branch : branches) {
                branch.begin(stripe);
            }
        }

        @Override
        void value(int slot) throws IOException {
            branch().read(slot);
        }

        @Override
        void skipValue() throws IOException {
            branch().skip();
        }

        private ColumnReader branch() throws IOException {
            int tag = tags.next() & 0xFF;
            if (tag >= branches.size()) {
                throw new IOException("union " + column + " of " + branches.size() + " has no branch " + tag);
            }
            return branches.get(tag);
        }
    }
}
