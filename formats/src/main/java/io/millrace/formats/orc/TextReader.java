package io.millrace.formats.orc;

import io.millrace.formats.binary.Values;
import io.millrace.formats.columns.Place;
import io.millrace.formats.spool.Meter;
import io.millrace.spi.batch.Kind;
import java.io.IOException;
import org.apache.orc.OrcProto.Stream;
import org.apache.orc.impl.IntegerReader;

/** Texts and bytes, which stand one after the other or in a dictionary. */
final class TextReader extends ColumnReader {
    enum As {
        TEXT,
        /** Texts of a fixed length: blanks at the end are no part of them. */
        PADDED_TEXT,
        BYTES
    }

    private final Place place;
    private final Meter meter;
    private final As as;
    private byte[] value = {};
    private OrcStream bytes;
    private IntegerReader lengths;
    private TextDictionary dictionary;
    private IntegerReader entries;

    TextReader(int column, Place place, Meter meter, As as) {
        super(column);
        this.place = place;
        this.meter = meter;
        this.as = as;
    }

    @Override
    void start(Stripe stripe) throws IOException {
        dictionary = stripe.hasDictionary(column) ? TextDictionary.read(stripe, column) : null;
        if (dictionary == null) {
            bytes = stripe.stream(column, Stream.Kind.DATA);
            lengths = stripe.unsigned(column, Stream.Kind.LENGTH);
        } else {
            entries = stripe.unsigned(column, Stream.Kind.DATA);
        }
    }

    @Override
    void value(int slot) throws IOException {
        if (dictionary == null) {
            direct(slot);
            return;
        }
        int entry = dictionary.entry(entries.next());
        int from = dictionary.start(entry);
        int to = dictionary.end(entry);
        if (meter.take(Meter.VALUE_BYTES + to - from)) {
            append(slot, dictionary.bytes(), from, to);
        }
    }

    private void direct(int slot) throws IOException {
        long length = lengths.next();
        meter.take(Meter.VALUE_BYTES);
        if (!meter.take(length)) {
            bytes.skipFully(length);
            return;
        }
        if (value.length < length) {
            value = new byte[(int) Math.max(length, Math.min(value.length * 2L, Integer.MAX_VALUE / 2))];
        }
        bytes.readFully(value, (int) length);
        append(slot, value, 0, (int) length);
    }

    @Override
    void skipValue() throws IOException {
        if (dictionary == null) {
            long length = lengths.next();
            meter.take(length);
            bytes.skipFully(length);
        } else {
            entries.next();
        }
    }

    /** What says it is a text and is not UTF-8 is kept as bytes. */
    private void append(int slot, byte[] b, int from, int to) {
        int end = to;
        while (as == As.PADDED_TEXT && end > from && b[end - 1] == ' ') {
            end--;
        }
        if (as == As.BYTES || !Values.text(place, slot, b, from, end)) {
            place.appendBytes(slot, Kind.BINARY, b, from, to);
        }
    }
}
