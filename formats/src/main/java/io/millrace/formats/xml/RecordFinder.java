package io.millrace.formats.xml;

import io.millrace.formats.scan.Scan;
import java.util.Arrays;

/**
 * Finds the end of an element. Where tags do not match, the element ends with the first end tag of its name, so that
 * what follows it is safe.
 */
final class RecordFinder {
    static final int INCOMPLETE = Markup.INCOMPLETE;

    private final Markup markup = new Markup();
    private int[] names = new int[64];
    private int depth;
    private String fault = "";
    private int faultAt;
    private int nested;

    /**
     * The position after the element whose start tag is at {@code p}, or INCOMPLETE.
     *
     * @param strict whether an element of the same name within it means that its end is missing
     */
    int find(byte[] b, int p, int end, boolean strict) {
        depth = 0;
        fault = "";
        nested = -1;
        int at = p;
        while (true) {
            at = Scan.find(b, at, end, (byte) '<');
            int next = at < end ? markup.scan(b, at, end) : INCOMPLETE;
            if (next == Markup.INCOMPLETE) {
                return INCOMPLETE;
            }
            if (next == Markup.MALFORMED) {
                fail("expected a tag, found '<' alone", at);
                next = at + 1;
            } else if (tag(b, at, strict)) {
                return nested == at ? at : next;
            }
            at = next;
        }
    }

    /** Whether the element ends with, or in case of a nested one before, the tag at {@code at}. */
    private boolean tag(byte[] b, int at, boolean strict) {
        switch (markup.kind()) {
            case START -> {
                if (depth > 0 && markup.named(b, b, names[0], names[1])) {
                    nested = nested < 0 ? at : nested;
                    if (strict) {
                        nested = at;
                        fail("expected the end of the element, found another one", at);
                        return true;
                    }
                }
                push();
            }
            case EMPTY -> {
                return depth == 0;
            }
            case END -> {
                if (markup.named(b, b, names[2 * depth - 2], names[2 * depth - 1])) {
                    return --depth == 0;
                }
                fail("expected an end tag that belongs to a start tag, found another one", at);
                return markup.named(b, b, names[0], names[1]);
            }
            default -> {}
        }
        return false;
    }

    private void push() {
        if (names.length < 2 * depth + 2) {
            names = Arrays.copyOf(names, names.length * 2);
        }
        names[2 * depth] = markup.nameFrom();
        names[2 * depth + 1] = markup.nameTo();
        depth++;
    }

    private void fail(String reason, int at) {
        if (fault.isEmpty()) {
            fault = reason;
            faultAt = at;
        }
    }

    /** Why the element that was found cannot be well-formed; empty if it may be. */
    String fault() {
        return fault;
    }

    int faultAt() {
        return faultAt;
    }

    /** Where the first element of the same name within the element begins, or -1. */
    int nested() {
        return nested;
    }
}
