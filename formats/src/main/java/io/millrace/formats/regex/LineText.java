package io.millrace.formats.regex;

import io.millrace.formats.scan.Scan;

/**
 * A line of UTF-8 as characters, without a copy where all of them are ASCII. It counts how often it is looked at: a
 * regular expression that goes back and forth without end is stopped.
 */
final class LineText implements CharSequence {
    private static final int LOOKS_PER_CHARACTER = 1000;
    private static final int FEWEST_LOOKS = 1_000_000;

    /** Thrown when a line was looked at too often. */
    static final class TooManyLooks extends RuntimeException {
        private TooManyLooks() {
            super("", null, false, false);
        }
    }

    private byte[] bytes = new byte[0];
    private int from;
    private int length;
    private boolean ascii;
    private char[] characters = new char[0];
    /** Where each character begins in the line, and where the line ends. */
    private int[] places = new int[0];

    private long looks;

    void begin(byte[] b, int start, int end) {
        bytes = b;
        from = start;
        length = end - start;
        ascii = Scan.ascii(b, start, end) == end;
        if (!ascii) {
            decode(end);
        }
        looks = Math.max(FEWEST_LOOKS, (long) length * LOOKS_PER_CHARACTER);
    }

    private void decode(int end) {
        if (characters.length < length) {
            characters = new char[length];
            places = new int[length + 1];
        }
        int count = 0;
        int p = from;
        while (p < end) {
            places[count] = p;
            int lead = bytes[p] & 0xFF;
            if (lead < 0x80) {
                characters[count++] = (char) lead;
                p++;
            } else if (lead < 0xE0) {
                characters[count++] = (char) ((lead & 0x1F) << 6 | at(p + 1));
                p += 2;
            } else if (lead < 0xF0) {
                characters[count++] = (char) ((lead & 0x0F) << 12 | at(p + 1) << 6 | at(p + 2));
                p += 3;
            } else {
                int point = (lead & 0x07) << 18 | at(p + 1) << 12 | at(p + 2) << 6 | at(p + 3);
                characters[count++] = Character.highSurrogate(point);
                // half a pair has no place of its own: a group that ends there ends with the pair
                p += 4;
                places[count] = p;
                characters[count++] = Character.lowSurrogate(point);
            }
        }
        places[count] = end;
        length = count;
    }

    private int at(int p) {
        return bytes[p] & 0x3F;
    }

    /** The position in the bytes of a character. */
    int place(int index) {
        return ascii ? from + index : places[index];
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        if (--looks < 0) {
            throw new TooManyLooks();
        }
        return ascii ? (char) bytes[from + index] : characters[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().substring(start, end);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ascii ? (char) bytes[from + i] : characters[i]);
        }
        return text.toString();
    }
}
