package io.millrace.formats.orc;

import io.millrace.formats.binary.Values;
import io.millrace.formats.columns.Place;
import io.millrace.formats.spool.Meter;
import java.io.IOException;
import org.apache.orc.OrcProto.Stream.Kind;
import org.apache.orc.impl.IntegerReader;

/** Decimals: unscaled values of any length, and the scale of each, which is brought to that of the column. */
final class DecimalReader extends ColumnReader {
    private static final int MAX_SCALE = 38;
    private static final int BYTES = 16;
    private static final int LAST_SHIFT = 126;
    /** What has less in its upper half can be multiplied by ten. */
    private static final long ROOM = Long.MAX_VALUE / 16;

    private final Place place;
    private final Meter meter;
    private final int columnScale;
    private final byte[] bytes = new byte[BYTES];
    private OrcStream values;
    private IntegerReader scales;
    private long high;
    private long low;

    DecimalReader(int column, Place place, Meter meter, int columnScale) {
        super(column);
        this.place = place;
        this.meter = meter;
        this.columnScale = Math.min(columnScale, MAX_SCALE);
    }

    @Override
    void start(Stripe stripe) throws IOException {
        values = stripe.stream(column, Kind.DATA);
        scales = stripe.signed(column, Kind.SECONDARY);
    }

    @Override
    void value(int slot) throws IOException {
        if (!meter.take(BYTES)) {
            skipValue();
            return;
        }
        readUnscaled();
        long scale = scales.next();
        if (scale < 0 || scale > MAX_SCALE) {
            throw new IOException("column " + column + " has a decimal with a scale of " + scale);
        }
        for (; scale < columnScale && Math.abs(high) < ROOM; scale++) {
            multiplyByTen();
        }
        for (int i = 0; i < Long.BYTES; i++) {
            int shift = Long.SIZE - Byte.SIZE * (i + 1);
            bytes[i] = (byte) (high >>> shift);
            bytes[Long.BYTES + i] = (byte) (low >>> shift);
        }
        Values.decimal(place, slot, bytes, 0, BYTES, (int) scale);
    }

    @Override
    void skipValue() throws IOException {
        readUnscaled();
        scales.next();
    }

    /** Groups of seven bits, the lowest first, with the sign in the lowest bit. */
    private void readUnscaled() throws IOException {
        high = 0;
        low = 0;
        int shift = 0;
        int group;
        do {
            group = values.read();
            long bits = group & 0x7F;
            if (shift > LAST_SHIFT || shift == LAST_SHIFT && bits > 3) {
                throw new IOException("column " + column + " has a decimal of more than 128 bits");
            }
            if (shift < Long.SIZE) {
                low |= bits << shift;
                high |= shift == 0 ? 0 : bits >>> (Long.SIZE - shift);
            } else {
                high |= bits << (shift - Long.SIZE);
            }
            shift += 7;
        } while (group >= 0x80);
        long sign = -(low & 1);
        low = (low >>> 1 | high << 63) ^ sign;
        high = high >>> 1 ^ sign;
    }

    private void multiplyByTen() {
        long carry = Math.multiplyHigh(low, 10) + (low < 0 ? 10 : 0);
        low *= 10;
        high = high * 10 + carry;
    }
}
