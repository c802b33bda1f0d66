package io.millrace.formats.scan;

/** The mark with which a text in UTF-8 may begin. */
public final class ByteOrderMark {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ByteOrderMark() {}

    /**
     * The position after the mark that {@code bytes[from, to)} may begin with.
     *
     * @param complete whether the text ends at {@code to}
     * @return a negative number when more bytes are needed to tell
     */
    public static int after(byte[] bytes, int from, int to, boolean complete) {
        for (int i = 0; i < MARK.length; i++) {
            if (from + i >= to) {
                return complete ? from : -1;
            }
            if (bytes[from + i] != MARK[i]) {
                return from;
            }
        }
        return from + MARK.length;
    }
}
