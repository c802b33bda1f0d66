package io.millrace.formats.orc;

import io.millrace.formats.binary.Values;
import io.millrace.formats.columns.Place;
import io.millrace.formats.spool.Meter;
import io.millrace.spi.batch.Kind;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.TimeZone;
import org.apache.orc.OrcProto.Stream;
import org.apache.orc.impl.IntegerReader;
import org.apache.orc.storage.common.type.CalendarUtils;

/**
 * Timestamps: seconds since the beginning of 2015, and nanoseconds. Those of TIMESTAMP_NTZ show what the writer's clock
 * showed: they were taken from its time zone, and go back there.
 */
final class TimestampReader extends ColumnReader {
    private static final LocalDateTime BASE = LocalDateTime.of(2015, 1, 1, 0, 0);
    private static final long MILLIS_PER_SECOND = 1000;
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    private final Place place;
    private final Meter meter;
    private final Kind kind;
    private final boolean julian;
    private IntegerReader seconds;
    private IntegerReader nanos;
    private TimeZone zone = UTC;
    private long base;

    TimestampReader(int column, Place place, Meter meter, Kind kind, boolean julian) {
        super(column);
        this.place = place;
        this.meter = meter;
        this.kind = kind;
        this.julian = julian;
    }

    @Override
    void start(Stripe stripe) throws IOException {
        seconds = stripe.signed(column, Stream.Kind.DATA);
        nanos = stripe.unsigned(column, Stream.Kind.SECONDARY);
        zone = kind == Kind.TIMESTAMP ? UTC : zone(stripe.writerTimeZone());
        base = BASE.atZone(zone.toZoneId()).toEpochSecond();
    }

    private static TimeZone zone(String id) throws IOException {
        if (id.isEmpty()) {
            return UTC;
        }
        if (!id.startsWith("GMT") && !Arrays.asList(TimeZone.getAvailableIDs()).contains(id)) {
            throw new IOException("its writer's time zone is not known: " + id);
        }
        return TimeZone.getTimeZone(id);
    }

    @Override
    void value(int slot) throws IOException {
        if (!meter.take(Meter.VALUE_BYTES)) {
            skipValue();
            return;
        }
        long second = seconds.next() + base;
        int nano = nano(nanos.next());
        // Writers cut what is before 1970 towards zero, as long as it has milliseconds.
        if (second < 0 && nano >= NANOS_PER_MILLI) {
            second--;
        }
        if (Math.abs(second) < Long.MAX_VALUE / MILLIS_PER_SECOND) {
            long millis = second * MILLIS_PER_SECOND;
            millis += zone.getOffset(millis);
            if (julian && millis < CalendarUtils.SWITCHOVER_MILLIS) {
                millis = CalendarUtils.convertTimeToProleptic(millis);
            }
            second = Math.floorDiv(millis, MILLIS_PER_SECOND);
        }
        Values.nanos(place, slot, kind, second, nano);
    }

    @Override
    void skipValue() throws IOException {
        seconds.next();
        nanos.next();
    }

    /** The lowest three bits say how many zeros, less one, were left out at the end. */
    private int nano(long packed) throws IOException {
        long nano = packed >>> 3;
        int zeros = (int) packed & 7;
        for (int i = 0; zeros > 0 && i <= zeros && nano < NANOS_PER_SECOND; i++) {
            nano *= 10;
        }
        if (nano >= NANOS_PER_SECOND) {
            throw new IOException("column " + column + " has a timestamp whose nanoseconds are " + nano);
        }
        return (int) nano;
    }
}
