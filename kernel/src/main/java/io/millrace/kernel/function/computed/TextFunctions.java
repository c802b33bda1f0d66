package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.LONG;
import static io.millrace.kernel.function.ValueType.TEXT;

import io.millrace.kernel.function.JavaFunction;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is done with text. */
public final class TextFunctions {
    /** All of them. */
    public static final List<JavaFunction> ALL = List.of(
            JavaFunction.text(
                    "normalize",
                    a -> Normalizer.normalize(text(a[0]), Normalizer.Form.valueOf(text(a[1]))),
                    TEXT,
                    TEXT),
            JavaFunction.text("soundex", a -> Soundex.of(text(a[0])), TEXT),
            JavaFunction.text("strip_margin", a -> stripMargin(text(a[0]), text(a[1])), TEXT, TEXT),
            JavaFunction.number("position", a -> position(text(a[0]), text(a[1]), (Long) a[2]), TEXT, TEXT, LONG),
            JavaFunction.text("bytes_substring", a -> bytes(text(a[0]), (Long) a[1], (Long) a[2]), TEXT, LONG, LONG),
            JavaFunction.text(
                    "utf16_hex",
                    a -> HexFormat.of().withUpperCase().formatHex(text(a[0]).getBytes(StandardCharsets.UTF_16BE)),
                    TEXT),
            JavaFunction.text("title_case", a -> titleCase(text(a[0])), TEXT),
            JavaFunction.text("format", a -> Format.of(text(a[0]), text(a[1])), TEXT, TEXT),
            JavaFunction.text(
                    "uuid",
                    a -> UUID.nameUUIDFromBytes(text(a[0]).getBytes(StandardCharsets.UTF_8))
                            .toString(),
                    TEXT));

    private TextFunctions() {}

    private static String text(Object value) {
        return (String) value;
    }

    private static String stripMargin(String text, String mark) {
        return text.lines()
                .map(line -> line.stripLeading().startsWith(mark)
                        ? line.stripLeading().substring(mark.length())
                        : line)
                .collect(Collectors.joining("\n"));
    }

    /** Counts occurrences that may overlap no other from the front, or from the end. */
    private static Long position(String text, String search, long occurrence) {
        if (occurrence == 0) {
            return null;
        }
        int at = occurrence > 0 ? -1 : text.length() + 1;
        for (long i = 0; i < Math.abs(occurrence); i++) {
            at = occurrence > 0 ? text.indexOf(search, at + 1) : text.lastIndexOf(search, at - 1);
            if (at < 0 || (search.isEmpty() && i + 1 < Math.abs(occurrence))) {
                return 0L;
            }
        }
        return (long) text.codePointCount(0, at) + 1;
    }

    private static String bytes(String text, long start, long length) throws CharacterCodingException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long from = start < 0 ? bytes.length + start : start - 1;
        if (from < 0 || from >= bytes.length || length <= 0) {
            return "";
        }
        int count = (int) Math.min(length, bytes.length - from);
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, (int) from, count))
                .toString();
    }

    private static String titleCase(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inside = false;
        for (int character : text.codePoints().toArray()) {
            out.appendCodePoint(inside ? Character.toLowerCase(character) : Character.toUpperCase(character));
            inside = Character.isLetterOrDigit(character);
        }
        return out.toString();
    }
}
