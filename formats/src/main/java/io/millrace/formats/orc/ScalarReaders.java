package io.millrace.formats.orc;

import io.millrace.formats.columns.Place;
import io.millrace.formats.spool.Meter;
import io.millrace.spi.batch.Kind;
import java.io.IOException;
import org.apache.orc.OrcProto.Stream;
import org.apache.orc.impl.BitFieldReader;
import org.apache.orc.impl.IntegerReader;
import org.apache.orc.impl.RunLengthByteReader;
import org.apache.orc.storage.common.type.CalendarUtils;

/** Columns whose values have a fixed size. */
final class ScalarReaders {
    private ScalarReaders() {}

    private abstract static class Scalar extends ColumnReader {
        protected final Place place;
        private final Meter meter;

        Scalar(int column, Place place, Meter meter) {
            super(column);
            this.place = place;
            this.meter = meter;
        }

        @Override
        final void value(int slot) throws IOException {
            if (meter.take(Meter.VALUE_BYTES)) {
                append(slot);
            } else {
                skipValue();
            }
        }

        abstract void append(int slot) throws IOException;
    }

    /** True and false. */
    static final class Truth extends Scalar {
        private BitFieldReader bits;

        Truth(int column, Place place, Meter meter) {
            super(column, place, meter);
        }

        @Override
        void start(Stripe stripe) {
            bits = new BitFieldReader(stripe.stream(column, Stream.Kind.DATA));
        }

        @Override
        void append(int slot) throws IOException {
            place.append(slot, bits.next() != 0);
        }

        @Override
        void skipValue() throws IOException {
            bits.next();
        }
    }

    /** Numbers of one byte. */
    static final class Small extends Scalar {
        private RunLengthByteReader bytes;

        Small(int column, Place place, Meter meter) {
            super(column, place, meter);
        }

        @Override
        void start(Stripe stripe) {
            bytes = new RunLengthByteReader(stripe.stream(column, Stream.Kind.DATA));
        }

        @Override
        void append(int slot) throws IOException {
            place.append(slot, (long) bytes.next());
        }

        @Override
        void skipValue() throws IOException {
            bytes.next();
        }
    }

    /** Whole numbers of two to eight bytes. */
    static final class Whole extends Scalar {
        private IntegerReader numbers;

        Whole(int column, Place place, Meter meter) {
            super(column, place, meter);
        }

        @Override
        void start(Stripe stripe) throws IOException {
            numbers = stripe.signed(column, Stream.Kind.DATA);
        }

        @Override
        void append(int slot) throws IOException {
            place.append(slot, numbers.next());
        }

        @Override
        void skipValue() throws IOException {
            numbers.next();
        }
    }

    /** Floating-point numbers of four or eight bytes, the lowest first. */
    static final class Floating extends Scalar {
        private final boolean single;
        private final byte[] bytes;
        private OrcStream stream;

        private Floating(int column, Place place, Meter meter, int size) {
            super(column, place, meter);
            single = size == Float.BYTES;
            bytes = new byte[size];
        }

        static Floating single(int column, Place place, Meter meter) {
            return new Floating(column, place, meter, Float.BYTES);
        }

        static Floating ofDouble(int column, Place place, Meter meter) {
            return new Floating(column, place, meter, Double.BYTES);
        }

        @Override
        void start(Stripe stripe) {
            stream = stripe.stream(column, Stream.Kind.DATA);
        }

        @Override
        void append(int slot) throws IOException {
            stream.readFully(bytes, bytes.length);
            long bits = 0;
            for (int i = bytes.length - 1; i >= 0; i--) {
                bits = bits << Byte.SIZE | bytes[i] & 0xFF;
            }
            place.append(slot, single ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits));
        }

        @Override
        void skipValue() throws IOException {
            stream.readFully(bytes, bytes.length);
        }
    }

    /** Days. */
    static final class Date extends Scalar {
        private final boolean julian;
        private IntegerReader days;

        Date(int column, Place place, Meter meter, boolean julian) {
            super(column, place, meter);
            this.julian = julian;
        }

        @Override
        void start(Stripe stripe) throws IOException {
            days = stripe.signed(column, Stream.Kind.DATA);
        }

        @Override
        void append(int slot) throws IOException {
            long day = days.next();
            boolean other = julian && day < CalendarUtils.SWITCHOVER_DAYS && day >= Integer.MIN_VALUE;
            place.append(slot, Kind.DATE, other ? CalendarUtils.convertDateToProleptic((int) day) : day);
        }

        @Override
        void skipValue() throws IOException {
            days.next();
        }
    }
}
