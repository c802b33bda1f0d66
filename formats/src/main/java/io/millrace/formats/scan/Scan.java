package io.millrace.formats.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Walks over bytes, eight at a time where that pays. */
public final class Scan {
    public static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** A byte in every place of a word. */
    public static final long ONES = 0x0101010101010101L;

    public static final long HIGH_BITS = 0x8080808080808080L;

    private static final long BACKSLASHES = '\\' * ONES;
    private static final long TWOS = 2 * ONES;
    private static final long BEYOND_QUOTE = 0x21 * ONES;
    private static final long BLANKS = 1L << ' ' | 1L << '\t' | 1L << '\n' | 1L << '\r';

    private Scan() {}

    public static boolean blank(int c) {
        return c <= ' ' && c > 0 && (BLANKS & (1L << c)) != 0;
    }

    /** The first position in {@code [p, end)} that holds no blank, or {@code end}. */
    public static int blanks(byte[] b, int p, int end) {
        while (p < end && blank(b[p])) {
            p++;
        }
        return p;
    }

    /** The first byte in {@code [p, end)} that is not plain text of a string: quote, backslash, control or not ASCII. */
    public static int plain(byte[] b, int p, int end) {
        while (p <= end - 8) {
            long hits = hits((long) LONGS.get(b, p));
            if (hits != 0) {
                return p + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            p += 8;
        }
        while (p < end) {
            byte c = b[p];
            if (c < ' ' || c == '"' || c == '\\') {
                return p;
            }
            p++;
        }
        return end;
    }

    /**
     * The high bit of each byte that ends plain text; above the lowest such byte, others may be marked too. Flipping
     * bit 1 moves the quote to 0x20, just above the controls, so that one subtraction finds both.
     */
    public static long hits(long word) {
        return (((word ^ TWOS) - BEYOND_QUOTE) | ((word ^ BACKSLASHES) - ONES) | word) & HIGH_BITS;
    }

    /** The high bit of each byte of a word that equals the byte of a pattern, which has it in every place, and no other. */
    public static long equal(long word, long pattern) {
        long x = word ^ pattern;
        return ~(((x & ~HIGH_BITS) + ~HIGH_BITS) | x | ~HIGH_BITS);
    }

    /** The position of the first byte {@code c} in {@code [p, end)}, or {@code end}. */
    public static int find(byte[] b, int p, int end, byte c) {
        long pattern = (c & 0xFF) * ONES;
        while (p <= end - 8) {
            long hits = equal((long) LONGS.get(b, p), pattern);
            if (hits != 0) {
                return p + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            p += 8;
        }
        while (p < end && b[p] != c) {
            p++;
        }
        return p;
    }

    /** The position of the first byte above 0x7F in {@code [p, end)}, or {@code end}. */
    public static int ascii(byte[] b, int p, int end) {
        while (p <= end - 8) {
            long hits = (long) LONGS.get(b, p) & HIGH_BITS;
            if (hits != 0) {
                return p + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            p += 8;
        }
        while (p < end && b[p] >= 0) {
            p++;
        }
        return p;
    }

    /** The position of the next newline in {@code [p, end)}, or {@code end}. */
    public static int newline(byte[] b, int p, int end) {
        while (p < end && b[p] != '\n') {
            p++;
        }
        return p;
    }

    public static boolean beginsNumber(int c) {
        return c == '-' || (c >= '0' && c <= '9');
    }

    public static boolean beginsValue(int c) {
        return c == '{' || c == '[' || c == '"' || c == 't' || c == 'f' || c == 'n' || beginsNumber(c);
    }
}
