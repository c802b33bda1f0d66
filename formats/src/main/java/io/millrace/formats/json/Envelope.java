package io.millrace.formats.json;

import io.millrace.formats.scan.Scan;
import java.nio.charset.StandardCharsets;

/** The object around an array of records: <code>{"Records": [...]}</code>. */
final class Envelope {
    private static final int INCOMPLETE = -1;

    private final byte[][] tokens;

    /** @param name of the field that holds the array; empty if there is no such object */
    Envelope(String name) {
        tokens = name.isEmpty()
                ? new byte[0][]
                : new byte[][] {ascii("{"), ascii('"' + name + '"'), ascii(":"), ascii("[")};
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the array begins in a payload that begins at {@code p}; {@code p} if there is none there; or INCOMPLETE. */
    int arrayIn(byte[] b, int p, int end, boolean complete) {
        int at = p;
        for (byte[] token : tokens) {
            at = Scan.blanks(b, at, end);
            for (byte c : token) {
                if (at == end) {
                    return complete ? p : INCOMPLETE;
                }
                if (b[at++] != c) {
                    return p;
                }
            }
        }
        return tokens.length == 0 ? p : at - 1;
    }
}
