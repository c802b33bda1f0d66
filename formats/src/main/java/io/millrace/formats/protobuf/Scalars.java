package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.binary.Values;
import io.millrace.formats.columns.Place;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Readers of fields that hold no message, and what such a field is when it is not there. */
final class Scalars {
    private Scalars() {}

    static int wireType(FieldDescriptor.Type type) {
        return switch (type) {
            case DOUBLE, FIXED64, SFIXED64 -> Wire.FIXED64;
            case FLOAT, FIXED32, SFIXED32 -> Wire.FIXED32;
            case STRING, BYTES, MESSAGE -> Wire.LENGTH;
            case GROUP -> Wire.GROUP_START;
            default -> Wire.VARINT;
        };
    }

    static FieldReader reader(FieldDescriptor field, Place place) {
        return switch (field.getType()) {
            case BOOL -> (in, slot) -> place.append(slot, in.varint() != 0);
            case INT32, SFIXED32, SINT32, INT64, SFIXED64, SINT64, UINT32, FIXED32, UINT64, FIXED64 ->
                number(field.getType(), place);
            case FLOAT -> (in, slot) -> place.append(slot, (double) Float.intBitsToFloat(in.fixed32()));
            case DOUBLE -> (in, slot) -> place.append(slot, Double.longBitsToDouble(in.fixed64()));
            case STRING -> (in, slot) -> text(in, place, slot);
            case BYTES -> (in, slot) -> bytes(in, place, slot);
            case ENUM -> symbols(field, place);
            default -> throw new IllegalArgumentException("not a scalar: " + field.getFullName());
        };
    }

    private static FieldReader number(FieldDescriptor.Type type, Place place) {
        return switch (type) {
            case INT32 -> (in, slot) -> place.append(slot, (long) lowBits(in.varint()));
            case SINT32 -> (in, slot) -> place.append(slot, (long) lowBits(in.zigzag()));
            case UINT32 -> (in, slot) -> place.append(slot, in.varint() & 0xFFFFFFFFL);
            case SFIXED32 -> (in, slot) -> place.append(slot, (long) in.fixed32());
            case FIXED32 -> (in, slot) -> place.append(slot, in.fixed32() & 0xFFFFFFFFL);
            case INT64 -> (in, slot) -> place.append(slot, in.varint());
            case SINT64 -> (in, slot) -> place.append(slot, in.zigzag());
            case SFIXED64 -> (in, slot) -> place.append(slot, in.fixed64());
            case UINT64 -> (in, slot) -> unsigned(place, slot, in.varint());
            default -> (in, slot) -> unsigned(place, slot, in.fixed64());
        };
    }

    /** As the specification has it: what does not fit into 32 bits loses the upper ones. */
    private static int lowBits(long value) {
        return (int) value;
    }

    private static void unsigned(Place place, int slot, long value) {
        if (value >= 0) {
            place.append(slot, value);
        } else {
            place.append(slot, 0, value, 0);
        }
    }

    private static void text(Cursor in, Place place, int slot) {
        int from = in.take(in.varint());
        if (!in.failed() && !Values.text(place, slot, in.bytes, from, in.at)) {
            in.spoil(ErrorCode.INVALID_UTF8, "Cannot read record: a text is not UTF-8: " + place.name());
        }
    }

    private static void bytes(Cursor in, Place place, int slot) {
        int from = in.take(in.varint());
        if (!in.failed()) {
            place.appendBytes(slot, Kind.BINARY, in.bytes, from, in.at);
        }
    }

    /** An enum is the name of its value; a number without a name stays a number. */
    private static FieldReader symbols(FieldDescriptor field, Place place) {
        Map<Integer, byte[]> names = new HashMap<>();
        for (EnumValueDescriptor value : field.getEnumType().getValues()) {
            names.putIfAbsent(value.getNumber(), value.getName().getBytes(StandardCharsets.UTF_8));
        }
        byte[][] first = new byte[64][];
        for (int i = 0; i < first.length; i++) {
            first[i] = names.get(i);
        }
        return (in, slot) -> {
            int number = lowBits(in.varint());
            byte[] name = number >= 0 && number < first.length ? first[number] : names.get(number);
            if (name != null) {
                place.appendText(slot, name, 0, name.length);
            } else {
                place.append(slot, (long) number);
            }
        };
    }

    /** A value on the wire that is the default of a field's type. */
    static byte[] zero(FieldDescriptor.Type type) {
        return switch (type) {
            case DOUBLE, FIXED64, SFIXED64 -> new byte[Long.BYTES];
            case FLOAT, FIXED32, SFIXED32 -> new byte[Integer.BYTES];
            default -> new byte[1];
        };
    }
}
