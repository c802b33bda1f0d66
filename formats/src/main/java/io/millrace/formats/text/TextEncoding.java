package io.millrace.formats.text;

import io.millrace.formats.scan.Utf8;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import java.nio.charset.Charset;
import java.util.Locale;

/** How text is written as bytes, and the way to UTF-8. */
public enum TextEncoding {
    /** UTF-16 if the payload begins with its byte order mark, else UTF-8. */
    AUTO,
    UTF_8,
    UTF_16LE,
    UTF_16BE,
    ISO_8859_1,
    WINDOWS_1252;

    /** The option of every format of text. */
    public static final OptionSpec<TextEncoding> OPTION = OptionSpec.defaulted(
            "ENCODING",
            new OptionType<>(
                    "'AUTO' | 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'ISO-8859-1' | 'WINDOWS-1252'", TextEncoding::read),
            AUTO,
            "How the text is written; AUTO is UTF-8, or UTF-16 behind its byte order mark",
            "'ISO-8859-1'");

    /** Stands for a byte that is none of the encoding; no UTF-8. */
    static final byte BROKEN = (byte) 0xFF;

    private static final int LARGEST = 4;
    /** The bytes 0x80 to 0x9F of Windows-1252; those that it leaves open are control characters, as in browsers. */
    private static final String WINDOWS =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152"
                    + "\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E"
                    + "\u0178";

    private static TextEncoding read(OptionValue value) {
        String word = value instanceof OptionValue.Text text ? text.value() : "";
        if (value instanceof OptionValue.Word bare) {
            word = bare.value();
        }
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
        for (TextEncoding encoding : values()) {
            if (encoding.name().equals(name)) {
                return encoding;
            }
        }
        return null;
    }

    Charset charset() {
        return Charset.forName(this == AUTO ? "UTF-8" : name().replace('_', '-'));
    }

    boolean isUtf16() {
        return this == UTF_16LE || this == UTF_16BE;
    }

    /** How many bytes of UTF-8 so many bytes become at most. */
    static int largest(int sourceBytes) {
        return Math.multiplyExact(sourceBytes, LARGEST);
    }

    /**
     * Writes {@code source[from, to)} to {@code utf8} from 0 on; half a character at the end is left out unless the text
     * is closed there. Returns the bytes written.
     */
    int toUtf8(byte[] source, int from, int to, boolean closed, byte[] utf8) {
        return isUtf16() ? utf16(source, from, to, closed, utf8) : singleBytes(source, from, to, utf8);
    }

    private int singleBytes(byte[] source, int from, int to, byte[] utf8) {
        int at = 0;
        for (int p = from; p < to; p++) {
            int c = source[p] & 0xFF;
            if (c < 0x80) {
                utf8[at++] = (byte) c;
            } else {
                at = Utf8.write(this == WINDOWS_1252 && c < 0xA0 ? WINDOWS.charAt(c - 0x80) : c, utf8, at);
            }
        }
        return at;
    }

    private int utf16(byte[] source, int from, int to, boolean closed, byte[] utf8) {
        int at = 0;
        int p = from;
        while (p + 1 < to) {
            int c = unit(source, p);
            int width = 2;
            if (Character.isHighSurrogate((char) c)) {
                if (p + 3 >= to && !closed) {
                    return at;
                }
                if (p + 3 < to && Character.isLowSurrogate((char) unit(source, p + 2))) {
                    c = Character.toCodePoint((char) c, (char) unit(source, p + 2));
                    width = 4;
                }
            }
            // half a pair is written as if it were a character, which no UTF-8 has
            at = Utf8.write(c, utf8, at);
            p += width;
        }
        if (p < to && closed) {
            utf8[at++] = BROKEN;
        }
        return at;
    }

    private int unit(byte[] source, int p) {
        int first = source[p] & 0xFF;
        int second = source[p + 1] & 0xFF;
        return this == UTF_16BE ? first << 8 | second : second << 8 | first;
    }

    /** From how many bytes of the source {@code utf8[from, to)} came. */
    int sourceLength(byte[] utf8, int from, int to) {
        int length = 0;
        for (int p = from; p < to; p++) {
            int c = utf8[p] & 0xFF;
            if (c < 0x80 || c >= 0xC0) {
                length += !isUtf16() || utf8[p] == BROKEN ? 1 : c >= 0xF0 ? 4 : 2;
            }
        }
        return length;
    }
}
