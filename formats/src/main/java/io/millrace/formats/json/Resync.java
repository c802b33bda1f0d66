package io.millrace.formats.json;

import io.millrace.formats.scan.Scan;

/**
 * Finds where reading goes on after a broken record: at the next line that begins a value again.
 *
 * <p>After a broken object or array that is a line beginning with { or [, or a line that is one whole scalar. As long
 * as the first line of the broken record looks like a whole record the indentation of the next line does not matter;
 * if it ends with an opening bracket, a comma or a colon the record is taken for one that spans lines, and only a line
 * indented no deeper than the record began counts: so what is nested in it does not become a record. After anything
 * else broken, any line that begins a value counts. In a root array a comma may precede the value, and a line
 * beginning with ] closes the array.
 */
final class Resync {
    static final int NOT_FOUND = -1;
    static final int UNDECIDED = -2;

    private enum Answer {
        YES,
        NO,
        /** Yes or no, depending on bytes yet to come; no if none come. */
        UNDECIDED
    }

    private final Skipper skipper = new Skipper();
    private boolean structured;
    private boolean inArray;
    private int maxIndent;
    private int undecidedAt;

    /** Begins the search for the end of the broken record at {@code start}, on a line indented by {@code indent}. */
    void begin(byte[] b, int start, int end, boolean array, int indent) {
        structured = b[start] == '{' || b[start] == '[';
        inArray = array;
        int last = lastText(b, start, Scan.newline(b, start, end));
        boolean open = b[last] == '{' || b[last] == '[' || b[last] == ':' || b[last] == ',';
        if (array && b[last] == ',') {
            last = lastText(b, start, last);
            open = b[last] != '}' && b[last] != ']';
        }
        maxIndent = structured && open ? indent : Integer.MAX_VALUE;
    }

    private static int lastText(byte[] b, int start, int end) {
        int last = end - 1;
        while (last > start && Scan.blank(b[last])) {
            last--;
        }
        return Math.max(last, start);
    }

    /**
     * The newline before the next line that begins a value, of those in {@code [p, last)}; NOT_FOUND; or UNDECIDED when
     * more bytes of the payload are needed, from {@link #undecidedAt} on.
     */
    int find(byte[] b, int p, int last, int end, boolean complete) {
        int newline = Scan.newline(b, p, last);
        while (newline < last) {
            int text = newline + 1;
            while (text < end && b[text] != '\n' && Scan.blank(b[text])) {
                text++;
            }
            Answer answer = candidate(b, text, text - newline - 1, end, complete);
            if (answer == Answer.YES) {
                return newline;
            }
            if (answer == Answer.UNDECIDED && !complete) {
                undecidedAt = newline;
                return UNDECIDED;
            }
            newline = Scan.newline(b, newline + 1, last);
        }
        return NOT_FOUND;
    }

    int undecidedAt() {
        return undecidedAt;
    }

    private Answer candidate(byte[] b, int p, int indent, int end, boolean complete) {
        if (p >= end) {
            return Answer.UNDECIDED;
        }
        if (indent > maxIndent) {
            return Answer.NO;
        }
        int first = p;
        if (inArray && b[p] == ']') {
            return Answer.YES;
        }
        if (inArray && b[p] == ',') {
            first = p + 1;
            while (first < end && (b[first] == ' ' || b[first] == '\t')) {
                first++;
            }
            if (first >= end) {
                return Answer.UNDECIDED;
            }
        }
        if (!Scan.beginsValue(b[first])) {
            return Answer.NO;
        }
        boolean opens = b[first] == '{' || b[first] == '[';
        return opens || !structured ? Answer.YES : wholeScalar(b, first, end, complete);
    }

    /** Whether the rest of the line is one scalar and nothing else. */
    private Answer wholeScalar(byte[] b, int p, int end, boolean complete) {
        int lineEnd = Scan.newline(b, p, end);
        int next = skipper.skip(b, p, lineEnd, 0);
        if (next < 0) {
            return lineEnd == end && skipper.fault() == Fault.END ? Answer.UNDECIDED : Answer.NO;
        }
        next = Scan.blanks(b, next, lineEnd);
        if (inArray && next < lineEnd && b[next] == ',') {
            next = Scan.blanks(b, next + 1, lineEnd);
        }
        if (next < lineEnd) {
            return Answer.NO;
        }
        return lineEnd < end || complete ? Answer.YES : Answer.UNDECIDED;
    }
}
