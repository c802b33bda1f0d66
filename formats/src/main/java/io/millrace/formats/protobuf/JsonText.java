package io.millrace.formats.protobuf;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.scan.Utf8;
import io.millrace.spi.error.ErrorCode;
import java.nio.charset.StandardCharsets;

/** google.protobuf.Struct, Value and ListValue as JSON; numbers that JSON lacks are texts. */
final class JsonText {
    private static final int NULL = 1;
    private static final int NUMBER = 2;
    private static final int STRING = 3;
    private static final int BOOL = 4;
    private static final int STRUCT = 5;
    private static final int LIST = 6;

    private static final double WHOLE = 1L << 53;

    private JsonText() {}

    /** The Struct that the rest of the cursor is. */
    static void object(Cursor in, StringBuilder json) {
        each(in, json, '{', '}', JsonText::entry);
    }

    /** The ListValue that the rest of the cursor is. */
    static void array(Cursor in, StringBuilder json) {
        each(in, json, '[', ']', JsonText::value);
    }

    private interface Element {
        void write(Cursor in, StringBuilder json);
    }

    private static void each(Cursor in, StringBuilder json, char open, char close, Element element) {
        json.append(open);
        boolean first = true;
        while (in.at < in.end) {
            long tag = in.varint();
            if (Wire.number(tag) != 1 || Wire.type(tag) != Wire.LENGTH) {
                Wire.skip(in, tag);
                continue;
            }
            if (!first) {
                json.append(',');
            }
            first = false;
            int from = in.take(in.varint());
            Readers.within(in, from, in.at, (body, slot) -> element.write(body, json), 0);
        }
        json.append(close);
    }

    private static void entry(Cursor in, StringBuilder json) {
        int key = -1;
        int value = -1;
        while (in.at < in.end) {
            long tag = in.varint();
            if (Wire.type(tag) == Wire.LENGTH) {
                key = Wire.number(tag) == 1 ? in.at : key;
                value = Wire.number(tag) == 2 ? in.at : value;
            }
            Wire.skip(in, tag);
        }
        if (in.failed()) {
            return;
        }
        text(in, key, json);
        json.append(':');
        message(in, value, json);
        in.at = in.end;
    }

    private static void text(Cursor in, int at, StringBuilder json) {
        json.append('"');
        if (at >= 0) {
            in.at = at;
            int from = in.take(in.varint());
            if (Utf8.findInvalid(in.bytes, from, in.at) != Utf8.INVALID) {
                in.spoil(ErrorCode.INVALID_UTF8, "Cannot read record: a text is not UTF-8");
            }
            String text = new String(in.bytes, from, in.at - from, StandardCharsets.UTF_8);
            JsonStringEncoder.getInstance().quoteAsString(text, json);
        }
        json.append('"');
    }

    private static void message(Cursor in, int at, StringBuilder json) {
        if (at < 0) {
            json.append("null");
            return;
        }
        in.at = at;
        int from = in.take(in.varint());
        Readers.within(in, from, in.at, (body, slot) -> value(body, json), 0);
    }

    /** The Value that the rest of the cursor is: the last of what is in it. */
    static void value(Cursor in, StringBuilder json) {
        if (!in.enter()) {
            return;
        }
        int number = 0;
        int at = 0;
        while (in.at < in.end) {
            long tag = in.varint();
            if (Wire.number(tag) >= NULL && Wire.number(tag) <= LIST && Wire.type(tag) == wireType(Wire.number(tag))) {
                number = Wire.number(tag);
                at = in.at;
            }
            Wire.skip(in, tag);
        }
        if (!in.failed()) {
            in.at = at;
            value(in, number, json);
            in.at = in.end;
            in.leave();
        }
    }

    private static int wireType(int number) {
        return switch (number) {
            case NULL, BOOL -> Wire.VARINT;
            case NUMBER -> Wire.FIXED64;
            default -> Wire.LENGTH;
        };
    }

    private static void value(Cursor in, int number, StringBuilder json) {
        switch (number) {
            case NUMBER -> number(Double.longBitsToDouble(in.fixed64()), json);
            case STRING -> text(in, in.at, json);
            case BOOL -> json.append(in.varint() != 0);
            case STRUCT -> nested(in, json, JsonText::object);
            case LIST -> nested(in, json, JsonText::array);
            default -> json.append("null");
        }
    }

    private static void nested(Cursor in, StringBuilder json, Element element) {
        int from = in.take(in.varint());
        Readers.within(in, from, in.at, (body, slot) -> element.write(body, json), 0);
    }

    private static void number(double number, StringBuilder json) {
        if (!Double.isFinite(number)) {
            json.append('"').append(number).append('"');
        } else if (number == Math.rint(number) && Math.abs(number) < WHOLE) {
            json.append((long) number);
        } else {
            json.append(number);
        }
    }
}
