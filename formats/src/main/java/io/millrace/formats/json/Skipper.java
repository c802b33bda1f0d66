package io.millrace.formats.json;

import io.millrace.formats.scan.Scan;
import java.util.Arrays;

/**
 * Walks over one value without taking anything from it. It is the judge of what is well-formed: it says where and why
 * a value is not, and remembers the way to that place.
 */
final class Skipper {
    private static final int NO_KEY = Integer.MAX_VALUE;
    private static final int ANY_DEPTH = 100_000;

    private final TextScan texts = new TextScan();
    /** For each open container: where the current key's text begins, or {@code ~index} of the current element. */
    private int[] places = new int[32];

    private int depth;
    private int maxDepth;
    private boolean anyText;
    private boolean opened;
    private Fault fault = Fault.NONE;
    private int faultAt;

    /** The position after the value that begins at {@code p}, or -1 and a fault. */
    int skip(byte[] b, int p, int end, int maximalDepth) {
        return walk(b, p, end, maximalDepth, false);
    }

    /** As {@link #skip}, for a value of any depth with text in any encoding. */
    int skipAny(byte[] b, int p, int end) {
        return walk(b, p, end, ANY_DEPTH, true);
    }

    Fault fault() {
        return fault;
    }

    int faultAt() {
        return faultAt;
    }

    int depth() {
        return depth;
    }

    /** Whether the container at this level of the way to the fault is an object whose key is known. */
    boolean inField(int level) {
        return places[level] >= 0 && places[level] != NO_KEY;
    }

    boolean inElement(int level) {
        return places[level] < 0;
    }

    /** Where the key's text begins, of an object; the ordinal of the element, of an array. */
    int place(int level) {
        return places[level] < 0 ? ~places[level] : places[level];
    }

    private int walk(byte[] b, int p, int end, int maximalDepth, boolean lenient) {
        maxDepth = maximalDepth;
        anyText = lenient;
        depth = 0;
        fault = Fault.NONE;
        while (true) {
            p = value(b, Scan.blanks(b, p, end), end);
            if (p < 0) {
                return -1;
            }
            if (opened) {
                continue;
            }
            p = after(b, p, end);
            if (p < 0 || depth == 0) {
                return p;
            }
        }
    }

    /** Skips a scalar or an empty container, or enters a container and sets {@code opened}. */
    private int value(byte[] b, int p, int end) {
        opened = false;
        if (p >= end) {
            return fail(Fault.END, end);
        }
        byte c = b[p];
        return switch (c) {
            case '"' -> text(b, p + 1, end);
            case '{' -> object(b, p + 1, end);
            case '[' -> array(b, p + 1, end);
            case 't' -> literal(b, p, end, "true");
            case 'f' -> literal(b, p, end, "false");
            case 'n' -> literal(b, p, end, "null");
            default -> Scan.beginsNumber(c) ? number(b, p, end) : fail(Fault.VALUE, p);
        };
    }

    private int object(byte[] b, int p, int end) {
        if (!push(NO_KEY)) {
            return fail(Fault.TOO_DEEP, p - 1);
        }
        p = Scan.blanks(b, p, end);
        if (p < end && b[p] == '}') {
            depth--;
            return p + 1;
        }
        opened = true;
        return key(b, p, end, Fault.KEY_OR_END);
    }

    private int array(byte[] b, int p, int end) {
        if (!push(~0)) {
            return fail(Fault.TOO_DEEP, p - 1);
        }
        p = Scan.blanks(b, p, end);
        if (p < end && b[p] == ']') {
            depth--;
            return p + 1;
        }
        opened = true;
        return p;
    }

    private boolean push(int place) {
        if (depth == maxDepth) {
            return false;
        }
        if (depth == places.length) {
            places = Arrays.copyOf(places, depth * 2);
        }
        places[depth++] = place;
        return true;
    }

    private int key(byte[] b, int p, int end, Fault expected) {
        if (p >= end) {
            return fail(Fault.END, end);
        }
        if (b[p] != '"') {
            return fail(expected, p);
        }
        places[depth - 1] = p + 1;
        p = text(b, p + 1, end);
        if (p < 0) {
            return -1;
        }
        p = Scan.blanks(b, p, end);
        if (p >= end) {
            return fail(Fault.END, end);
        }
        return b[p] == ':' ? p + 1 : fail(Fault.COLON, p);
    }

    /** After a value: leaves the containers that end here, and goes to the next value if one is left open. */
    private int after(byte[] b, int p, int end) {
        while (depth > 0) {
            p = Scan.blanks(b, p, end);
            if (p >= end) {
                return fail(Fault.END, end);
            }
            boolean array = places[depth - 1] < 0;
            if (b[p] == ',') {
                if (array) {
                    places[depth - 1]--;
                    return p + 1;
                }
                return key(b, Scan.blanks(b, p + 1, end), end, Fault.KEY);
            }
            if (b[p] != (array ? ']' : '}')) {
                return fail(array ? Fault.COMMA_OR_ARRAY_END : Fault.COMMA_OR_OBJECT_END, p);
            }
            depth--;
            p++;
        }
        return p;
    }

    private int text(byte[] b, int p, int end) {
        int close = anyText ? texts.closeAny(b, p, end) : texts.close(b, p, end);
        return close >= 0 ? close + 1 : fail(texts.fault(), texts.faultAt());
    }

    private int literal(byte[] b, int p, int end, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (p + i >= end) {
                return fail(Fault.END, end);
            }
            if (b[p + i] != word.charAt(i)) {
                return fail(Fault.LITERAL, p + i);
            }
        }
        return p + word.length();
    }

    private int number(byte[] b, int p, int end) {
        if (b[p] == '-') {
            p++;
        }
        int whole = p;
        p = digits(b, p, end);
        if (p < 0) {
            return -1;
        }
        if (b[whole] == '0' && p > whole + 1) {
            return fail(Fault.LEADING_ZERO, whole + 1);
        }
        if (p < end && b[p] == '.') {
            p = digits(b, p + 1, end);
            if (p < 0) {
                return -1;
            }
        }
        if (p < end && (b[p] | 0x20) == 'e') {
            p++;
            if (p < end && (b[p] == '+' || b[p] == '-')) {
                p++;
            }
            p = digits(b, p, end);
        }
        return p;
    }

    private int digits(byte[] b, int p, int end) {
        int start = p;
        while (p < end && b[p] >= '0' && b[p] <= '9') {
            p++;
        }
        if (p == start) {
            return p >= end ? fail(Fault.END, end) : fail(Fault.DIGIT, p);
        }
        return p;
    }

    private int fail(Fault reason, int at) {
        fault = reason;
        faultAt = at;
        return -1;
    }
}
