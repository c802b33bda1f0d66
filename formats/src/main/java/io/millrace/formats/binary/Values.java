package io.millrace.formats.binary;

import io.millrace.formats.columns.Place;
import io.millrace.formats.scan.Utf8;
import io.millrace.spi.batch.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * Values of binary formats into places, exactly: what the kind cannot hold is kept as another kind in the same place, as
 * a number or a text.
 */
public final class Values {
    public static final long MICROS_PER_DAY = 86_400_000_000L;

    private static final int MAX_DIGITS = 38;
    private static final int MAX_DECIMAL_BYTES = 16;
    private static final int NANOS_PER_MICRO = 1000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final BigInteger BEYOND = BigInteger.TEN.pow(MAX_DIGITS);
    /** The upper 64 bits of 10^38: a number with less in them has no more than 38 digits. */
    private static final long BEYOND_HIGH = BEYOND.shiftRight(64).longValueExact();

    private static final int UUID_TEXT = 36;
    private static final int UUID_BYTES = 16;

    private Values() {}

    /** A text, or false when it is not UTF-8. */
    public static boolean text(Place place, int slot, byte[] utf8, int from, int to) {
        if (Utf8.findInvalid(utf8, from, to) != Utf8.INVALID) {
            return false;
        }
        place.appendText(slot, utf8, from, to);
        return true;
    }

    public static void text(Place place, int slot, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        place.appendText(slot, utf8, 0, utf8.length);
    }

    /** An unscaled value, two's complement, the highest byte first; beyond 38 digits it is kept as a text. */
    public static void decimal(Place place, int slot, byte[] b, int from, int to, int scale) {
        if (to - from > MAX_DECIMAL_BYTES || scale < 0 || scale > MAX_DIGITS) {
            text(place, slot, decimal(b, from, to, scale));
            return;
        }
        long high = from < to && b[from] < 0 ? -1 : 0;
        long low = high;
        for (int p = from; p < to; p++) {
            high = high << 8 | low >>> 56;
            low = low << 8 | b[p] & 0xFF;
        }
        long size = high < 0 ? ~high : high;
        if (size < BEYOND_HIGH || fits(b, from, to)) {
            place.append(slot, high, low, scale);
        } else {
            text(place, slot, decimal(b, from, to, scale));
        }
    }

    public static void decimal(Place place, int slot, long unscaled, int scale) {
        if (scale < 0 || scale > MAX_DIGITS) {
            text(place, slot, BigDecimal.valueOf(unscaled, scale).toString());
        } else {
            place.append(slot, unscaled >> 63, unscaled, scale);
        }
    }

    public static void decimal(Place place, int slot, BigDecimal value) {
        byte[] unscaled = value.unscaledValue().toByteArray();
        decimal(place, slot, unscaled, 0, unscaled.length, value.scale());
    }

    private static boolean fits(byte[] b, int from, int to) {
        return new BigInteger(Arrays.copyOfRange(b, from, to)).abs().compareTo(BEYOND) < 0;
    }

    private static String decimal(byte[] b, int from, int to, int scale) {
        BigInteger unscaled = from == to ? BigInteger.ZERO : new BigInteger(Arrays.copyOfRange(b, from, to));
        return new BigDecimal(unscaled, scale).toString();
    }

    /** Milliseconds of a moment of this kind. */
    public static void millis(Place place, int slot, Kind kind, long millis) {
        if (Math.abs(millis / NANOS_PER_MICRO) < Long.MAX_VALUE / 1_000_000) {
            micros(place, slot, kind, millis * 1000);
        } else {
            place.append(slot, millis);
        }
    }

    /** Microseconds of TIMESTAMP, TIMESTAMP_NTZ or TIME; what is no time of a day is kept as a number. */
    public static void micros(Place place, int slot, Kind kind, long micros) {
        if (kind == Kind.TIME && (micros < 0 || micros >= MICROS_PER_DAY)) {
            place.append(slot, micros);
        } else {
            place.append(slot, kind, micros);
        }
    }

    /** Nanoseconds of TIMESTAMP, TIMESTAMP_NTZ or TIME; what is finer than a microsecond is kept as a text. */
    public static void nanos(Place place, int slot, Kind kind, long nanos) {
        if (nanos % NANOS_PER_MICRO == 0) {
            micros(place, slot, kind, nanos / NANOS_PER_MICRO);
        } else {
            nanos(place, slot, kind, Math.floorDiv(nanos, NANOS_PER_SECOND), (int)
                    Math.floorMod(nanos, NANOS_PER_SECOND));
        }
    }

    /** Seconds and the nanoseconds after them, 0 to 999,999,999. */
    public static void nanos(Place place, int slot, Kind kind, long seconds, int nanos) {
        boolean inRange = seconds < Long.MAX_VALUE / 1_000_000 && seconds > Long.MIN_VALUE / 1_000_000;
        if (nanos % NANOS_PER_MICRO == 0 && inRange) {
            micros(place, slot, kind, seconds * 1_000_000 + nanos / NANOS_PER_MICRO);
        } else if (kind == Kind.TIME && seconds >= 0 && seconds < 86_400) {
            text(
                    place,
                    slot,
                    LocalTime.ofNanoOfDay(seconds * NANOS_PER_SECOND + nanos).toString());
        } else if (kind == Kind.TIME || Math.abs(seconds) > Instant.MAX.getEpochSecond()) {
            text(
                    place,
                    slot,
                    BigDecimal.valueOf(seconds)
                            .add(BigDecimal.valueOf(nanos, 9))
                            .toPlainString());
        } else if (kind == Kind.TIMESTAMP) {
            text(place, slot, Instant.ofEpochSecond(seconds, nanos).toString());
        } else {
            text(
                    place,
                    slot,
                    LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC).toString());
        }
    }

    /** A UUID as text: kept as UUID when it is one in the usual form, else as the text; false when it is not UTF-8. */
    public static boolean uuid(Place place, int slot, byte[] b, int from, int to, byte[] scratch) {
        if (!parseUuid(b, from, to, scratch)) {
            return text(place, slot, b, from, to);
        }
        place.appendBytes(slot, Kind.UUID, scratch, 0, UUID_BYTES);
        return true;
    }

    private static boolean parseUuid(byte[] b, int from, int to, byte[] into) {
        if (to - from != UUID_TEXT) {
            return false;
        }
        int at = 0;
        for (int i = 0; i < UUID_TEXT; i++) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (b[from + i] != '-') {
                    return false;
                }
                continue;
            }
            int high = Character.digit(b[from + i], 16);
            int low = Character.digit(b[from + ++i], 16);
            if (high < 0 || low < 0) {
                return false;
            }
            into[at++] = (byte) (high << 4 | low);
        }
        return true;
    }
}
