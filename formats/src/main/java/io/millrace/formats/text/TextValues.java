package io.millrace.formats.text;

import io.millrace.formats.columns.Field;
import io.millrace.formats.columns.Place;
import io.millrace.formats.values.NumberParser;
import io.millrace.formats.values.Timestamps;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;

/**
 * Values from text without types, as JSON has them where the text is such a value: whole numbers, fractions, truth
 * values. What would lose characters that may mean something stays text: leading zeros, a plus sign, blanks, and
 * {@code 12e3}, which may be a name; an exponent needs a point before it or a sign.
 */
public final class TextValues {
    public static final OptionSpec<Boolean> INFER_TYPES = OptionSpec.defaulted(
            "INFER_TYPES",
            OptionType.BOOLEAN,
            true,
            "Whether numbers, TRUE and FALSE are told from text; otherwise all values are text",
            "FALSE");

    /** So many digits never overflow a long. */
    private static final int SAFE_DIGITS = 18;

    private final boolean inferTypes;
    private final boolean inferTimestamps;

    public TextValues(boolean inferTypes, DecodeSettings settings) {
        this.inferTypes = inferTypes;
        inferTimestamps = inferTypes && settings.inferTimestamps();
    }

    /** Appends the value that {@code b[from, to)} is. */
    public void append(Place place, int slot, byte[] b, int from, int to) {
        Field field = place.scalar();
        if (field == null) {
            overflow(place, b, from, to);
            return;
        }
        if (!inferTypes || from == to || !infer(field, slot, b, from, to)) {
            field.strings().append(slot, b, from, to);
        }
    }

    private void overflow(Place place, byte[] b, int from, int to) {
        if (inferTypes && (isNumber(b, from, to) || isLowerCaseTruth(b, from, to))) {
            place.overflowJson(b, from, to);
        } else {
            place.overflow(b, from, to);
        }
    }

    private static boolean isLowerCaseTruth(byte[] b, int from, int to) {
        return from < to && b[from] >= 'a' && (is(b, from, to, "true") || is(b, from, to, "false"));
    }

    /** Appends a value other than text; false if it is text. */
    private boolean infer(Field field, int slot, byte[] b, int from, int to) {
        byte c = b[from];
        if (c <= '9') {
            return (c == '-' || c >= '0') && number(field, slot, b, from, to);
        }
        int lower = c | 0x20;
        if (lower == 't' && is(b, from, to, "true")) {
            field.append(slot, true);
            return true;
        }
        if (lower == 'f' && is(b, from, to, "false")) {
            field.append(slot, false);
            return true;
        }
        return false;
    }

    private boolean number(Field field, int slot, byte[] b, int from, int to) {
        int first = b[from] == '-' ? from + 1 : from;
        if (to - first <= SAFE_DIGITS && first < to && (b[first] != '0' || first + 1 == to)) {
            long value = 0;
            int p = first;
            int digit;
            while (p < to && (digit = b[p] - '0') >= 0 && digit <= 9) {
                value = value * 10 + digit;
                p++;
            }
            if (p == to && (first == from || value != 0)) {
                field.append(slot, first == from ? value : -value);
                return true;
            }
        }
        if (isNumber(b, from, to)) {
            NumberParser.parse(field, slot, b, from, to);
            return true;
        }
        long micros = inferTimestamps ? Timestamps.parse(b, from, to) : Timestamps.NONE;
        if (micros != Timestamps.NONE) {
            field.appendTimestamp(slot, micros);
            return true;
        }
        return false;
    }

    private static boolean isNumber(byte[] b, int from, int to) {
        int whole = from < to && b[from] == '-' ? from + 1 : from;
        int p = digits(b, whole, to);
        if (p == whole || (p > whole + 1 && b[whole] == '0')) {
            return false;
        }
        boolean marked = false;
        if (p < to && b[p] == '.') {
            int point = p + 1;
            p = digits(b, point, to);
            if (p == point) {
                return false;
            }
            marked = true;
        }
        if (p < to && (b[p] | 0x20) == 'e') {
            p++;
            if (p < to && (b[p] == '+' || b[p] == '-')) {
                p++;
                marked = true;
            }
            int exponent = p;
            p = digits(b, p, to);
            return marked && p > exponent && p == to;
        }
        // minus zero is written without a point by no one who means a number
        return p == to && (marked || whole == from || b[whole] != '0');
    }

    private static int digits(byte[] b, int p, int to) {
        while (p < to && b[p] >= '0' && b[p] <= '9') {
            p++;
        }
        return p;
    }

    /** Whether the text is the word as {@code true}, {@code TRUE} or {@code True}. */
    private static boolean is(byte[] b, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        boolean upper = b[from + 1] < 'a';
        if (upper && b[from] >= 'a') {
            return false;
        }
        for (int i = 1; i < word.length(); i++) {
            if (b[from + i] != (upper ? word.charAt(i) - 0x20 : word.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
