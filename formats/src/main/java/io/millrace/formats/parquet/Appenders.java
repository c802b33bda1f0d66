package io.millrace.formats.parquet;

import io.millrace.formats.binary.Values;
import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.columns.Place;
import io.millrace.formats.spool.Meter;
import io.millrace.spi.batch.Kind;
import java.nio.ByteBuffer;

/** What a column's values become. */
final class Appenders {
    private static final int JULIAN_EPOCH = 2_440_588;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Appenders() {}

    /** @param meter counts what the values take in memory */
    static Leaf.Appender of(Meaning meaning, Place place, Meter meter) {
        Leaf.Appender appender = of(meaning, place);
        return switch (meaning.physical()) {
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                (in, slot) -> {
                    if (meter.take(Meter.VALUE_BYTES + in.bytes().length())) {
                        appender.append(in, slot);
                    }
                };
            default ->
                (in, slot) -> {
                    if (meter.take(Meter.VALUE_BYTES)) {
                        appender.append(in, slot);
                    }
                };
        };
    }

    private static Leaf.Appender of(Meaning meaning, Place place) {
        return switch (meaning.physical()) {
            case BOOLEAN -> (in, slot) -> place.append(slot, in.number() != 0);
            case INT32 -> narrow(meaning, place);
            case INT64 -> wide(meaning, place);
            case INT96 -> moments(place);
            case FLOAT -> (in, slot) -> place.append(slot, (double) Float.intBitsToFloat((int) in.number()));
            case DOUBLE -> (in, slot) -> place.append(slot, Double.longBitsToDouble(in.number()));
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> bytes(meaning, place);
        };
    }

    private static Leaf.Appender narrow(Meaning meaning, Place place) {
        return switch (meaning.logical()) {
            case DATE -> (in, slot) -> place.append(slot, Kind.DATE, in.number());
            case TIME -> (in, slot) -> Values.millis(place, slot, Kind.TIME, in.number());
            case DECIMAL -> (in, slot) -> Values.decimal(place, slot, in.number(), meaning.scale());
            case UNSIGNED -> (in, slot) -> place.append(slot, in.number() & 0xFFFFFFFFL);
            default -> (in, slot) -> place.append(slot, in.number());
        };
    }

    private static Leaf.Appender wide(Meaning meaning, Place place) {
        Kind kind = switch (meaning.logical()) {
            case TIME -> Kind.TIME;
            case LOCAL_TIMESTAMP -> Kind.TIMESTAMP_NTZ;
            default -> Kind.TIMESTAMP;
        };
        return switch (meaning.logical()) {
            case TIME, TIMESTAMP, LOCAL_TIMESTAMP ->
                switch (meaning.unit()) {
                    case MILLIS -> (in, slot) -> Values.millis(place, slot, kind, in.number());
                    case MICROS -> (in, slot) -> Values.micros(place, slot, kind, in.number());
                    case NANOS -> (in, slot) -> Values.nanos(place, slot, kind, in.number());
                };
            case DECIMAL -> (in, slot) -> Values.decimal(place, slot, in.number(), meaning.scale());
            case UNSIGNED -> (in, slot) -> unsigned(in.number(), place, slot);
            default -> (in, slot) -> place.append(slot, in.number());
        };
    }

    private static void unsigned(long value, Place place, int slot) {
        if (value >= 0) {
            place.append(slot, value);
        } else {
            place.append(slot, 0, value, 0);
        }
    }

    private static Leaf.Appender bytes(Meaning meaning, Place place) {
        return switch (meaning.logical()) {
            case TEXT -> (in, slot) -> text(in.bytes(), place, slot);
            case DECIMAL ->
                (in, slot) -> {
                    Slice b = in.bytes();
                    Values.decimal(place, slot, b.bytes, b.from, b.to, meaning.scale());
                };
            case UUID -> (in, slot) -> binary(in.bytes(), place, slot, Kind.UUID);
            case FLOAT16 -> (in, slot) -> place.append(slot, (double) half(in.bytes()));
            case INTERVAL -> interval(place);
            default -> (in, slot) -> binary(in.bytes(), place, slot, Kind.BINARY);
        };
    }

    /** What says it is a text and is not UTF-8 is kept as bytes. */
    private static void text(Slice b, Place place, int slot) {
        if (b.utf8) {
            place.appendText(slot, b.bytes, b.from, b.to);
        } else if (!Values.text(place, slot, b.bytes, b.from, b.to)) {
            binary(b, place, slot, Kind.BINARY);
        }
    }

    private static void binary(Slice b, Place place, int slot, Kind kind) {
        place.appendBytes(slot, kind, b.bytes, b.from, b.to);
    }

    private static Leaf.Appender moments(Place place) {
        return (in, slot) -> moment(in.bytes().numbers(), place, slot);
    }

    private static void moment(ByteBuffer parts, Place place, int slot) {
        long nanos = parts.getLong(0);
        long day = (parts.getInt(Long.BYTES) & 0xFFFFFFFFL) - JULIAN_EPOCH;
        long seconds = day * SECONDS_PER_DAY + Math.floorDiv(nanos, NANOS_PER_SECOND);
        Values.nanos(place, slot, Kind.TIMESTAMP, seconds, (int) Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    private static Leaf.Appender interval(Place place) {
        Place[] parts = new Place[3];
        return (in, slot) -> {
            ByteBuffer numbers = in.bytes().numbers();
            ObjectPlace object = place.beginStruct(slot);
            if (parts[0] == null) {
                object.begin();
                parts[0] = object.field("months");
                parts[1] = object.field("days");
                parts[2] = object.field("millis");
            }
            for (Place part : parts) {
                part.append(slot, numbers.getInt() & 0xFFFFFFFFL);
            }
            object.end(slot);
        };
    }

    /** Binary16, the lowest byte first. */
    private static float half(Slice b) {
        int bits = b.numbers().getShort(0) & 0xFFFF;
        int sign = bits >>> 15 << 31;
        int exponent = bits >>> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            float tiny = fraction * 0x1p-24f;
            return sign == 0 ? tiny : -tiny;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
