package io.millrace.formats.scan;

/** UTF-8 as Unicode defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    public static final int INVALID = -1;
    public static final int CUT = -2;

    private Utf8() {}

    /** The position of the first sequence in {@code b[p, end)} that is not UTF-8, or INVALID when all of it is. */
    public static int findInvalid(byte[] b, int p, int end) {
        while (p < end) {
            p = Scan.ascii(b, p, end);
            if (p < end) {
                int next = next(b, p, end);
                if (next < 0) {
                    return p;
                }
                p = next;
            }
        }
        return INVALID;
    }

    /** The position after the sequence that begins at {@code p} with a byte above 0x7F, INVALID, or CUT at {@code end}. */
    public static int next(byte[] b, int p, int end) {
        int lead = b[p] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return INVALID;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (p + 1 == end) {
            return CUT;
        }
        if (!second(lead, b[p + 1] & 0xFF)) {
            return INVALID;
        }
        for (int i = 2; i < length; i++) {
            if (p + i == end) {
                return CUT;
            }
            if ((b[p + i] & 0xC0) != 0x80) {
                return INVALID;
            }
        }
        return p + length;
    }

    private static boolean second(int lead, int c) {
        return switch (lead) {
            case 0xE0 -> c >= 0xA0 && c <= 0xBF;
            case 0xED -> c >= 0x80 && c <= 0x9F;
            case 0xF0 -> c >= 0x90 && c <= 0xBF;
            case 0xF4 -> c >= 0x80 && c <= 0x8F;
            default -> (c & 0xC0) == 0x80;
        };
    }

    /** Writes a code point that is no surrogate; returns the position after it. */
    public static int write(int codePoint, byte[] to, int at) {
        if (codePoint < 0x80) {
            to[at++] = (byte) codePoint;
            return at;
        }
        if (codePoint < 0x800) {
            to[at++] = (byte) (0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                to[at++] = (byte) (0xE0 | codePoint >> 12);
            } else {
                to[at++] = (byte) (0xF0 | codePoint >> 18);
                to[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            }
            to[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        }
        to[at++] = (byte) (0x80 | (codePoint & 0x3F));
        return at;
    }
}
