package io.millrace.kernel.select;

/** DuckDB counts in bytes of UTF-8, Java in UTF-16 units. */
public final class ByteOffsets {
    private final String text;

    public ByteOffsets(String text) {
        this.text = text;
    }

    /** The offset in the text of the character that holds the byte at an offset. */
    public int toChars(long bytes) {
        long seen = 0;
        for (int i = 0; i < text.length(); i++) {
            if (seen >= bytes) {
                return i;
            }
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)) {
                seen += 4;
                i++;
            } else {
                seen += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return text.length();
    }
}
