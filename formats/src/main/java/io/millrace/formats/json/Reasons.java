package io.millrace.formats.json;

import java.nio.charset.StandardCharsets;

/** Words why a record was rejected: what was expected, what was found, at which byte and path. */
final class Reasons {
    private static final int SHOWN_KEY = 100;
    private static final int SHOWN_LEVELS = 20;

    private Reasons() {}

    /** The fault that a skipper found in the record that begins at {@code start}. */
    static String describe(Skipper skipper, byte[] b, int start, int end) {
        Fault fault = skipper.fault();
        int at = skipper.faultAt();
        String found = switch (fault) {
            case SURROGATE -> "";
            case TOO_DEEP -> ", found level " + (skipper.depth() + 1);
            default -> ", found " + found(b, at, end);
        };
        return "expected " + fault.expected() + found + " at byte " + (at - start) + path(skipper, b, end);
    }

    static String separator(byte[] b, int start, int at, int end) {
        return "expected " + Fault.SEPARATOR.expected() + ", found " + found(b, at, end) + " at byte " + (at - start);
    }

    static String tooLarge(int maxBytes) {
        return "expected at most " + maxBytes + " bytes, found more; only the first " + maxBytes + " are kept";
    }

    private static String found(byte[] b, int at, int end) {
        if (at >= end) {
            return "the end";
        }
        int c = b[at] & 0xFF;
        return c > ' ' && c < 0x7F ? "'" + (char) c + "'" : String.format("byte 0x%02X", c);
    }

    private static String path(Skipper skipper, byte[] b, int end) {
        StringBuilder path = new StringBuilder();
        int shown = Math.min(skipper.depth(), SHOWN_LEVELS);
        for (int level = 0; level < shown; level++) {
            if (skipper.inElement(level)) {
                path.append('[').append(skipper.place(level)).append(']');
            } else if (skipper.inField(level)) {
                path.append(path.isEmpty() ? "" : ".").append(key(b, skipper.place(level), end));
            }
        }
        if (path.isEmpty()) {
            return "";
        }
        return " in " + path + (shown < skipper.depth() ? "..." : "");
    }

    private static String key(byte[] b, int from, int end) {
        int to = from;
        while (to < end && to - from < SHOWN_KEY && b[to] != '"' && (b[to] < 0 || b[to] >= ' ')) {
            to += b[to] == '\\' && to + 1 < end ? 2 : 1;
        }
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }
}
