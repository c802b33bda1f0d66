package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;
import io.millrace.formats.binary.Values;
import io.millrace.formats.columns.Place;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Readers of values that have no values below them, logical types included. An unknown logical type is its base. */
final class Scalars {
    private static final int UUID_BYTES = 16;

    private Scalars() {}

    static ValueReader reader(Schema schema, Place place, Readers readers) {
        LogicalType logical = schema.getLogicalType();
        String type = logical == null ? "" : logical.getName();
        return switch (schema.getType()) {
            case BOOLEAN -> (in, slot) -> place.append(slot, in.next() != 0);
            case INT -> integer(type, place);
            case LONG -> whole(type, place);
            case FLOAT -> (in, slot) -> place.append(slot, (double) Float.intBitsToFloat(in.fixed32()));
            case DOUBLE -> (in, slot) -> place.append(slot, Double.longBitsToDouble(in.fixed64()));
            case STRING -> type.equals("uuid") ? uuidText(place) : (in, slot) -> text(in, place, slot);
            case ENUM -> symbols(schema, place);
            case BYTES -> bytes(logical, place);
            case FIXED -> fixed(schema.getFixedSize(), logical, place, readers);
            default -> throw new IllegalArgumentException("not a scalar: " + schema.getType());
        };
    }

    static void text(Cursor in, Place place, int slot) {
        int from = in.take(in.zigzag());
        if (!in.failed() && !Values.text(place, slot, in.bytes, from, in.at)) {
            notUtf8(in, place);
        }
    }

    private static void notUtf8(Cursor in, Place place) {
        in.spoil(ErrorCode.INVALID_UTF8, "Cannot read record: a text is not UTF-8: " + place.name());
    }

    private static int int32(Cursor in) {
        long value = in.zigzag();
        if (value != (int) value) {
            in.spoil(ErrorCode.MALFORMED_RECORD, "Cannot read record: an int of more than 32 bits: " + value);
        }
        return (int) value;
    }

    private static ValueReader integer(String type, Place place) {
        return switch (type) {
            case "date" -> (in, slot) -> place.append(slot, Kind.DATE, int32(in));
            case "time-millis" -> (in, slot) -> Values.millis(place, slot, Kind.TIME, int32(in));
            default -> (in, slot) -> place.append(slot, (long) int32(in));
        };
    }

    private static ValueReader whole(String type, Place place) {
        return switch (type) {
            case "time-micros" -> (in, slot) -> Values.micros(place, slot, Kind.TIME, in.zigzag());
            case "timestamp-millis" -> (in, slot) -> Values.millis(place, slot, Kind.TIMESTAMP, in.zigzag());
            case "timestamp-micros" -> (in, slot) -> Values.micros(place, slot, Kind.TIMESTAMP, in.zigzag());
            case "timestamp-nanos" -> (in, slot) -> Values.nanos(place, slot, Kind.TIMESTAMP, in.zigzag());
            case "local-timestamp-millis" -> (in, slot) -> Values.millis(place, slot, Kind.TIMESTAMP_NTZ, in.zigzag());
            case "local-timestamp-micros" -> (in, slot) -> Values.micros(place, slot, Kind.TIMESTAMP_NTZ, in.zigzag());
            case "local-timestamp-nanos" -> (in, slot) -> Values.nanos(place, slot, Kind.TIMESTAMP_NTZ, in.zigzag());
            default -> (in, slot) -> place.append(slot, in.zigzag());
        };
    }

    private static ValueReader symbols(Schema schema, Place place) {
        byte[][] symbols = schema.getEnumSymbols().stream()
                .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return (in, slot) -> {
            long ordinal = in.zigzag();
            if (ordinal < 0 || ordinal >= symbols.length) {
                in.fail("Cannot read record: %s has no symbol %d".formatted(schema.getName(), ordinal));
            } else {
                byte[] symbol = symbols[(int) ordinal];
                place.appendText(slot, symbol, 0, symbol.length);
            }
        };
    }

    private static ValueReader uuidText(Place place) {
        byte[] scratch = new byte[UUID_BYTES];
        return (in, slot) -> {
            int from = in.take(in.zigzag());
            if (!in.failed() && !Values.uuid(place, slot, in.bytes, from, in.at, scratch)) {
                notUtf8(in, place);
            }
        };
    }

    private static ValueReader bytes(LogicalType logical, Place place) {
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return (in, slot) -> decimal(in, in.take(in.zigzag()), place, slot, decimal.getScale());
        }
        if (logical instanceof LogicalTypes.BigDecimal) {
            return (in, slot) -> bigDecimal(in, place, slot);
        }
        return (in, slot) -> {
            int from = in.take(in.zigzag());
            if (!in.failed()) {
                place.appendBytes(slot, Kind.BINARY, in.bytes, from, in.at);
            }
        };
    }

    private static ValueReader fixed(int size, LogicalType logical, Place place, Readers readers) {
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return (in, slot) -> decimal(in, in.take(size), place, slot, decimal.getScale());
        }
        String type = logical == null ? "" : logical.getName();
        if (type.equals("duration")) {
            return new DurationReader(place, readers);
        }
        Kind kind = type.equals("uuid") && size == UUID_BYTES ? Kind.UUID : Kind.BINARY;
        return (in, slot) -> {
            int from = in.take(size);
            if (!in.failed()) {
                place.appendBytes(slot, kind, in.bytes, from, in.at);
            }
        };
    }

    private static void decimal(Cursor in, int from, Place place, int slot, int scale) {
        if (!in.failed()) {
            Values.decimal(place, slot, in.bytes, from, in.at, scale);
        }
    }

    /** The bytes of a number that brings its scale along: its own length, the unscaled value, and the scale. */
    private static void bigDecimal(Cursor in, Place place, int slot) {
        long length = in.zigzag();
        long end = in.at + length;
        int from = in.take(in.zigzag());
        int to = in.at;
        long scale = in.zigzag();
        if (in.at != end) {
            in.fail("Cannot read record: a big-decimal has another length than it says: " + place.name());
        } else if (!in.failed()) {
            Values.decimal(place, slot, in.bytes, from, to, (int) scale);
        }
    }
}
