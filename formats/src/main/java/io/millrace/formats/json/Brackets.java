package io.millrace.formats.json;

/** Follows the brackets of a broken record, to see whether it swallowed the end of the root array around it. */
final class Brackets {
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean closed;

    void begin() {
        depth = 0;
        inString = false;
        escaped = false;
        closed = false;
    }

    void follow(byte[] b, int p, int end) {
        for (; p < end; p++) {
            byte c = b[p];
            if (c == '\n') {
                inString = false;
            } else if (inString) {
                inString = escaped || c != '"';
                escaped = !escaped && c == '\\';
            } else {
                bracket(c);
            }
        }
    }

    private void bracket(byte c) {
        switch (c) {
            case '"' -> {
                inString = true;
                escaped = false;
            }
            case '{', '[' -> depth++;
            case '}', ']' -> {
                closed |= depth == 0 && c == ']';
                depth = Math.max(0, depth - 1);
            }
            default -> {}
        }
    }

    /** Whether a ] was met that nothing had opened. */
    boolean closed() {
        return closed;
    }
}
