package io.millrace.formats.columns;

import io.millrace.formats.scan.Scan;
import java.util.Arrays;

/** One spelling of a field's name in the objects of one place, as its bytes. */
public final class Key {
    /** Longer than any input: such a key is never predicted. */
    private static final int NEVER = Integer.MAX_VALUE;

    public final byte[] name;
    public final int hash;
    public final Spellings spellings;

    /** The bytes of the name and the quote after it; {@link #NEVER} when the name has to be escaped. */
    public final int size;

    private final int reach;
    private final long first;
    private final long mask;
    private final long last;

    /** The object that held this key last. */
    public long stamp;
    /** Where values of this key go; null while that has to be looked up for each object. */
    public Field field;
    /** Where the value of the object {@link #stamp} went, unless {@link #field} says so; null if it had none. */
    public Field placed;
    /** The keys seen after this one. */
    public Key next;

    public Key second;

    public Key(byte[] name, int hash, Spellings spellings, Key none) {
        this.name = name;
        this.hash = hash;
        this.spellings = spellings;
        this.next = none;
        this.second = none;
        boolean plain = Scan.plain(name, 0, name.length) == name.length || notAscii(name);
        byte[] quoted = Arrays.copyOf(name, Math.max(8, name.length + 1));
        quoted[name.length] = '"';
        size = plain ? name.length + 1 : NEVER;
        reach = plain ? Math.max(8, size) : NEVER;
        first = (long) Scan.LONGS.get(quoted, 0);
        mask = size >= 8 ? -1L : (1L << (size * 8)) - 1;
        last = plain ? (long) Scan.LONGS.get(quoted, reach - 8) : 0;
    }

    private Key() {
        name = new byte[0];
        hash = 0;
        spellings = new Spellings("", false);
        size = NEVER;
        reach = NEVER;
        first = 0;
        mask = 0;
        last = 0;
        next = this;
        second = this;
    }

    /** The key that no text matches. */
    public static Key none() {
        return new Key();
    }

    /** The beginning of an object, from which its first key is predicted. */
    public static Key head(Key none) {
        Key head = new Key();
        head.next = none;
        head.second = none;
        return head;
    }

    private static boolean notAscii(byte[] name) {
        for (byte c : name) {
            if (c == '"' || c == '\\' || (c >= 0 && c < ' ')) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code b[p, end)} begins with this name and a quote. */
    public boolean matches(byte[] b, int p, int end) {
        if (end - p < reach) {
            return matchesNearEnd(b, p, end);
        }
        if ((((long) Scan.LONGS.get(b, p) ^ first) & mask) != 0) {
            return false;
        }
        return size <= 8 || ((long) Scan.LONGS.get(b, p + size - 8) == last && (size <= 16 || matchesMiddle(b, p)));
    }

    private boolean matchesMiddle(byte[] b, int p) {
        return Arrays.equals(name, 8, size - 8, b, p + 8, p + size - 8);
    }

    private boolean matchesNearEnd(byte[] b, int p, int end) {
        return end - p >= size && b[p + size - 1] == '"' && Arrays.equals(name, 0, size - 1, b, p, p + size - 1);
    }

    /** Whether this is the name {@code b[from, to)}. */
    public boolean is(int otherHash, byte[] b, int from, int to) {
        return hash == otherHash && Arrays.equals(name, 0, name.length, b, from, to);
    }

    public static int hash(byte[] b, int p, int end) {
        long h = (long) end - p;
        while (end - p >= 8) {
            h = mix(h ^ (long) Scan.LONGS.get(b, p));
            p += 8;
        }
        long rest = 0;
        while (p < end) {
            rest = rest << 8 | (b[p++] & 0xFF);
        }
        h = mix(h ^ rest);
        return (int) (h ^ h >>> 32);
    }

    private static long mix(long h) {
        h *= 0x9E3779B97F4A7C15L;
        return h ^ h >>> 29;
    }
}
