package io.millrace.formats.xml;

import io.millrace.formats.scan.Scan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells where one piece of markup ends, from its first {@code <} on, and what it is. */
final class Markup {
    static final int INCOMPLETE = -1;
    static final int MALFORMED = -2;

    /** What a piece of markup is. */
    enum Kind {
        START,
        /** A start tag that ends its element. */
        EMPTY,
        END,
        TEXT,
        /** A comment, a processing instruction or a document type declaration. */
        OTHER
    }

    private static final byte[] COMMENT = ascii("<!--");
    private static final byte[] COMMENT_END = ascii("-->");
    private static final byte[] TEXT = ascii("<![CDATA[");
    private static final byte[] TEXT_END = ascii("]]>");
    private static final byte[] INSTRUCTION_END = ascii("?>");

    private Kind kind = Kind.OTHER;
    private int nameFrom;
    private int nameTo;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The position after the markup at {@code p}, or INCOMPLETE or MALFORMED. */
    int scan(byte[] b, int p, int end) {
        if (p + 1 >= end) {
            return INCOMPLETE;
        }
        return switch (b[p + 1]) {
            case '!' -> declaration(b, p, end);
            case '?' -> {
                kind = Kind.OTHER;
                yield after(b, p + 2, end, INSTRUCTION_END);
            }
            case '/' -> tag(b, p + 2, end, Kind.END);
            default -> beginsName(b[p + 1]) ? tag(b, p + 1, end, Kind.START) : MALFORMED;
        };
    }

    Kind kind() {
        return kind;
    }

    /** Whether the name of the tag is {@code other[from, to)}. */
    boolean named(byte[] b, byte[] other, int from, int to) {
        return Arrays.equals(b, nameFrom, nameTo, other, from, to);
    }

    int nameFrom() {
        return nameFrom;
    }

    int nameTo() {
        return nameTo;
    }

    private static boolean beginsName(byte c) {
        return c < 0 || c == '_' || c == ':' || Character.isLetter(c);
    }

    private int declaration(byte[] b, int p, int end) {
        int length = Math.min(end - p, TEXT.length);
        if (Arrays.equals(b, p, p + Math.min(length, COMMENT.length), COMMENT, 0, Math.min(length, COMMENT.length))) {
            kind = Kind.OTHER;
            return length < COMMENT.length ? INCOMPLETE : after(b, p + COMMENT.length, end, COMMENT_END);
        }
        if (Arrays.equals(b, p, p + length, TEXT, 0, length)) {
            kind = Kind.TEXT;
            return length < TEXT.length ? INCOMPLETE : after(b, p + TEXT.length, end, TEXT_END);
        }
        kind = Kind.OTHER;
        return documentType(b, p + 2, end);
    }

    /** A document type declaration ends with {@code >} outside of quotes and of its brackets. */
    private static int documentType(byte[] b, int from, int end) {
        int brackets = 0;
        int p = from;
        while (p < end) {
            byte c = b[p];
            if (c == '"' || c == '\'') {
                p = Scan.find(b, p + 1, end, c);
            } else if (c == '[') {
                brackets++;
            } else if (c == ']') {
                brackets--;
            } else if (c == '>' && brackets <= 0) {
                return p + 1;
            }
            p++;
        }
        return INCOMPLETE;
    }

    private int tag(byte[] b, int from, int end, Kind tag) {
        nameFrom = from;
        int p = from;
        while (p < end && !Scan.blank(b[p]) && b[p] != '>' && b[p] != '/' && b[p] != '<') {
            p++;
        }
        nameTo = p;
        while (p < end) {
            byte c = b[p];
            if (c == '>') {
                kind = tag == Kind.START && b[p - 1] == '/' ? Kind.EMPTY : tag;
                return p + 1;
            }
            if (c == '<') {
                return MALFORMED;
            }
            if (c == '"' || c == '\'') {
                p = Scan.find(b, p + 1, end, c);
            }
            p++;
        }
        return INCOMPLETE;
    }

    private static int after(byte[] b, int from, int end, byte[] mark) {
        int p = from;
        while (true) {
            p = Scan.find(b, p, end, mark[0]);
            if (end - p < mark.length) {
                return INCOMPLETE;
            }
            if (Arrays.equals(b, p, p + mark.length, mark, 0, mark.length)) {
                return p + mark.length;
            }
            p++;
        }
    }
}
