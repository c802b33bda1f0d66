package io.millrace.formats.json;

import io.millrace.formats.scan.Scan;
import io.millrace.formats.scan.Utf8;

/** Finds the end of a string, checking escapes and UTF-8, and decodes its escapes. */
final class TextScan {
    private boolean escaped;
    private Fault fault = Fault.NONE;
    private int faultAt;

    /** Whether the last string had escapes. */
    boolean escaped() {
        return escaped;
    }

    Fault fault() {
        return fault;
    }

    int faultAt() {
        return faultAt;
    }

    /** The position of the quote that closes the string whose text begins at {@code p}, or -1 and a fault. */
    int close(byte[] b, int p, int end) {
        escaped = false;
        while (true) {
            p = Scan.plain(b, p, end);
            if (p >= end) {
                return fail(Fault.END, end);
            }
            byte c = b[p];
            if (c == '"') {
                return p;
            }
            if (c < 0) {
                int next = Utf8.next(b, p, end);
                if (next < 0) {
                    return next == Utf8.CUT ? fail(Fault.END, end) : fail(Fault.UTF8, p);
                }
                p = next;
            } else if (c == '\\') {
                escaped = true;
                p = escape(b, p, end);
                if (p < 0) {
                    return -1;
                }
            } else {
                return fail(Fault.CONTROL_CHARACTER, p);
            }
        }
    }

    /** As {@link #close}, for a text that may be no text: only where it ends counts. */
    int closeAny(byte[] b, int p, int end) {
        while (p < end && b[p] != '"') {
            if (b[p] >= 0 && b[p] < ' ') {
                return fail(Fault.CONTROL_CHARACTER, p);
            }
            p += b[p] == '\\' ? 2 : 1;
        }
        return p < end ? p : fail(Fault.END, end);
    }

    private int escape(byte[] b, int p, int end) {
        if (p + 1 >= end) {
            return fail(Fault.END, end);
        }
        return switch (b[p + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> p + 2;
            case 'u' -> unicode(b, p, end);
            default -> fail(Fault.ESCAPE, p + 1);
        };
    }

    private int unicode(byte[] b, int p, int end) {
        int unit = unit(b, p, end);
        if (unit < 0) {
            return -1;
        }
        if (unit < 0xD800 || unit > 0xDFFF) {
            return p + 6;
        }
        if (unit > 0xDBFF) {
            return fail(Fault.SURROGATE, p);
        }
        if (p + 6 >= end || (b[p + 6] == '\\' && p + 7 >= end)) {
            return fail(Fault.END, end);
        }
        if (b[p + 6] != '\\' || b[p + 7] != 'u') {
            return fail(Fault.SURROGATE, p);
        }
        int low = unit(b, p + 6, end);
        if (low < 0) {
            return -1;
        }
        return low >= 0xDC00 && low <= 0xDFFF ? p + 12 : fail(Fault.SURROGATE, p);
    }

    private int unit(byte[] b, int p, int end) {
        int value = 0;
        for (int i = p + 2; i < p + 6; i++) {
            if (i >= end) {
                return fail(Fault.END, end);
            }
            int digit = Character.digit(b[i], 16);
            if (digit < 0) {
                return fail(Fault.HEX_DIGIT, i);
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private int fail(Fault reason, int at) {
        fault = reason;
        faultAt = at;
        return -1;
    }

    /** Writes the text {@code b[p, end)}, checked by {@link #close}, with its escapes decoded; returns its length. */
    static int decode(byte[] b, int p, int end, byte[] to, int at) {
        int start = at;
        while (p < end) {
            int run = p;
            while (p < end && b[p] != '\\') {
                p++;
            }
            System.arraycopy(b, run, to, at, p - run);
            at += p - run;
            if (p >= end) {
                break;
            }
            if (b[p + 1] != 'u') {
                to[at++] = single(b[p + 1]);
                p += 2;
                continue;
            }
            int unit = hex(b, p + 2);
            p += 6;
            if (unit >= 0xD800 && unit <= 0xDBFF) {
                unit = Character.toCodePoint((char) unit, (char) hex(b, p + 2));
                p += 6;
            }
            at = Utf8.write(unit, to, at);
        }
        return at - start;
    }

    private static byte single(byte c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private static int hex(byte[] b, int p) {
        return Character.digit(b[p], 16) << 12
                | Character.digit(b[p + 1], 16) << 8
                | Character.digit(b[p + 2], 16) << 4
                | Character.digit(b[p + 3], 16);
    }
}
