package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.binary.Values;
import io.millrace.formats.columns.Place;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.error.ErrorCode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Messages of google.protobuf that mean a value: Timestamp is TIMESTAMP, Duration a DECIMAL of seconds, a wrapper what it
 * wraps, Struct, Value and ListValue a text in JSON.
 */
final class WellKnown {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int NANO_DIGITS = 9;

    private WellKnown() {}

    static Optional<FieldReader> find(Descriptor message, Place place, Readers readers) {
        if (!message.getFile().getPackage().equals("google.protobuf")) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (message.getName()) {
                    case "Timestamp" -> (in, slot) -> timestamp(in, place, slot);
                    case "Duration" -> (in, slot) -> duration(in, place, slot);
                    case "DoubleValue",
                            "FloatValue",
                            "Int64Value",
                            "UInt64Value",
                            "Int32Value",
                            "UInt32Value",
                            "BoolValue",
                            "StringValue",
                            "BytesValue" -> wrapper(message, place, readers);
                    case "Struct" -> json(place, JsonText::object);
                    case "Value" -> json(place, JsonText::value);
                    case "ListValue" -> json(place, JsonText::array);
                    default -> null;
                });
    }

    private static FieldReader wrapper(Descriptor message, Place place, Readers readers) {
        FieldDescriptor field = message.findFieldByNumber(1);
        SingleField value = SingleField.entry(field, Scalars.reader(field, place), readers);
        long[] messages = {0};
        return (in, slot) -> {
            long stamp = ++messages[0];
            while (in.at < in.end) {
                long tag = in.varint();
                if (Wire.number(tag) != 1 || !value.meet(in, Wire.type(tag), stamp, slot)) {
                    Wire.skip(in, tag);
                }
            }
            if (!in.failed()) {
                value.finish(in, stamp, slot);
            }
        };
    }

    private static void timestamp(Cursor in, Place place, int slot) {
        long seconds = number(in, 1);
        int nanos = (int) number(in, 2);
        in.at = in.end;
        if (in.failed()) {
            return;
        }
        if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
            in.spoil(ErrorCode.MALFORMED_RECORD, "Cannot read record: a timestamp with nanoseconds of " + nanos);
        } else {
            Values.nanos(place, slot, Kind.TIMESTAMP, seconds, nanos);
        }
    }

    private static void duration(Cursor in, Place place, int slot) {
        long seconds = number(in, 1);
        int nanos = (int) number(in, 2);
        in.at = in.end;
        if (in.failed()) {
            return;
        }
        long most = Long.MAX_VALUE / NANOS_PER_SECOND - 1;
        if (Math.abs(seconds) < most && nanos > -NANOS_PER_SECOND && nanos < NANOS_PER_SECOND) {
            Values.decimal(place, slot, seconds * NANOS_PER_SECOND + nanos, NANO_DIGITS);
        } else {
            Values.decimal(place, slot, BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, NANO_DIGITS)));
        }
    }

    /** The last varint of this number in the message at the cursor, which stays at its beginning; 0 if there is none. */
    private static long number(Cursor in, int wanted) {
        int from = in.at;
        long value = 0;
        while (in.at < in.end) {
            long tag = in.varint();
            if (Wire.number(tag) == wanted && Wire.type(tag) == Wire.VARINT) {
                value = in.varint();
            } else {
                Wire.skip(in, tag);
            }
        }
        if (!in.failed()) {
            in.at = from;
        }
        return value;
    }

    /** Writes a message as JSON. */
    private interface Writer {
        void write(Cursor in, StringBuilder json);
    }

    private static FieldReader json(Place place, Writer writer) {
        StringBuilder json = new StringBuilder();
        return (in, slot) -> {
            json.setLength(0);
            writer.write(in, json);
            if (!in.failed()) {
                byte[] utf8 = json.toString().getBytes(StandardCharsets.UTF_8);
                place.appendText(slot, utf8, 0, utf8.length);
            }
        };
    }
}
