package io.millrace.formats.csv;

import io.millrace.formats.scan.Scan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the fields of one record without taking anything from it. */
final class CsvScanner {
    static final int INCOMPLETE = -1;
    static final int FAULT = -2;

    static final byte PLAIN = 0;
    static final byte QUOTED = 1;
    /** Quoted, with escapes in it. */
    static final byte ESCAPED = 2;

    private static final long NEWLINES = '\n' * Scan.ONES;

    private final Dialect dialect;
    private final long delimiters;
    private final long quotes;
    private final long escapes;

    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private byte[] forms = new byte[64];
    private int count;
    private int kept;
    private boolean more;
    private long all;
    private boolean escaped;
    private boolean inQuotes;
    private String fault = "";
    private int faultAt;
    private int faultField;

    CsvScanner(Dialect dialect) {
        this.dialect = dialect;
        delimiters = dialect.delimiter() * Scan.ONES;
        quotes = dialect.quote() * Scan.ONES;
        escapes = dialect.escape() * Scan.ONES;
    }

    /**
     * Scans the record at {@code p}.
     *
     * @param closed whether the text ends at {@code end}, so that a record need not end with a line break
     * @param keep of how many fields the places are kept
     * @return the position after the record and its line break; or INCOMPLETE, or FAULT
     */
    int scan(byte[] b, int p, int end, boolean closed, int keep) {
        begin(keep);
        boolean quoting = dialect.quotes();
        int start = p;
        while (true) {
            if (quoting && start < end && b[start] == dialect.quote()) {
                int close = quoted(b, start + 1, end, closed);
                if (close < 0) {
                    return close;
                }
                add(start + 1, close - 1, escaped ? ESCAPED : QUOTED);
                if (close < end && b[close] == dialect.delimiter()) {
                    start = close + 1;
                    continue;
                }
                return afterQuote(b, close, end, closed);
            }
            int next = plain(b, start, end, closed, quoting);
            if (next < 0 || !inQuotes) {
                return next;
            }
            start = next;
            inQuotes = false;
        }
    }

    private void begin(int keep) {
        count = 0;
        kept = keep;
        more = false;
        all = 0;
        inQuotes = false;
        faultAt = 0;
    }

    /**
     * Fields without quotes from {@code start} on: to the end of the record, or to a quote that begins a field; then
     * {@code inQuotes} is set.
     */
    private int plain(byte[] b, int start, int end, boolean closed, boolean quoting) {
        byte quote = dialect.quote();
        int p = start;
        while (p <= end - 8) {
            long word = (long) Scan.LONGS.get(b, p);
            all |= word;
            long hits = Scan.equal(word, delimiters) | Scan.equal(word, NEWLINES);
            while (hits != 0) {
                int at = p + (Long.numberOfTrailingZeros(hits) >>> 3);
                if (b[at] == '\n') {
                    add(start, at > start && b[at - 1] == '\r' ? at - 1 : at, PLAIN);
                    return at + 1;
                }
                add(start, at, PLAIN);
                start = at + 1;
                if (quoting && start < end && b[start] == quote) {
                    inQuotes = true;
                    return start;
                }
                hits &= hits - 1;
            }
            p += 8;
        }
        return tail(b, start, Math.max(p, start), end, closed, quoting);
    }

    private int tail(byte[] b, int begin, int from, int end, boolean closed, boolean quoting) {
        int start = begin;
        for (int p = from; p < end; p++) {
            byte c = b[p];
            all |= c;
            if (c == '\n') {
                add(start, p > start && b[p - 1] == '\r' ? p - 1 : p, PLAIN);
                return p + 1;
            }
            if (c == dialect.delimiter()) {
                add(start, p, PLAIN);
                start = p + 1;
                if (quoting && start < end && b[start] == dialect.quote()) {
                    inQuotes = true;
                    return start;
                }
            }
        }
        if (!closed) {
            return INCOMPLETE;
        }
        add(start, end > start && b[end - 1] == '\r' ? end - 1 : end, PLAIN);
        return end;
    }

    /** The position after the quote that closes the field whose text begins at {@code p}, or INCOMPLETE or FAULT. */
    private int quoted(byte[] b, int p, int end, boolean closed) {
        escaped = false;
        int at = p;
        while (true) {
            at = quoteOrEscape(b, at, end);
            if (at >= end) {
                break;
            }
            boolean doubling = dialect.escape() == dialect.quote();
            if (!doubling && b[at] == dialect.quote()) {
                return at + 1;
            }
            if (at + 1 >= end) {
                if (doubling && closed) {
                    return end;
                }
                break;
            }
            if (doubling && b[at + 1] != dialect.quote()) {
                return at + 1;
            }
            escaped = true;
            all |= b[at + 1];
            at += 2;
        }
        inQuotes = true;
        return closed ? fail("expected a closing quote, found the end", p - 1, count + 1) : INCOMPLETE;
    }

    private int quoteOrEscape(byte[] b, int p, int end) {
        while (p <= end - 8) {
            long word = (long) Scan.LONGS.get(b, p);
            all |= word;
            long hits = Scan.equal(word, quotes) | Scan.equal(word, escapes);
            if (hits != 0) {
                return p + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            p += 8;
        }
        while (p < end && b[p] != dialect.quote() && b[p] != dialect.escape()) {
            all |= b[p++];
        }
        return p;
    }

    private int afterQuote(byte[] b, int close, int end, boolean closed) {
        int p = close < end && b[close] == '\r' ? close + 1 : close;
        if (p >= end) {
            return closed ? end : INCOMPLETE;
        }
        return b[p] == '\n'
                ? p + 1
                : fail(
                        "expected a delimiter or the end of the line after a closing quote, found other text",
                        close,
                        count);
    }

    private void add(int start, int end, byte form) {
        if (count >= kept) {
            count++;
            more |= end > start || form != PLAIN;
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            forms = Arrays.copyOf(forms, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        forms[count] = form;
        count++;
    }

    private int fail(String reason, int at, int field) {
        faultField = field;
        fault = reason;
        faultAt = at;
        return FAULT;
    }

    /** How many fields the record has. */
    int count() {
        return count;
    }

    /** Whether a field beyond those that are kept is not empty. */
    boolean hasMore() {
        return more;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    byte form(int field) {
        return forms[field];
    }

    /** Whether the record may hold something other than ASCII. */
    boolean mayHoldMore() {
        return (all & Scan.HIGH_BITS) != 0;
    }

    /** After INCOMPLETE: whether a quote is open. */
    boolean inQuotes() {
        return inQuotes;
    }

    String fault() {
        return fault;
    }

    int faultAt() {
        return faultAt;
    }

    /** The number of the field, from 1 on. */
    int faultField() {
        return faultField;
    }

    /** The position of the first quote in {@code b[p, end)}, or {@code end}. */
    int findQuote(byte[] b, int p, int end) {
        return Scan.find(b, p, end, dialect.quote());
    }

    /** The text of a field: for names and messages. */
    String text(byte[] b, int field) {
        int from = starts[field];
        int to = ends[field];
        if (forms[field] == ESCAPED) {
            byte[] plain = new byte[to - from];
            return new String(plain, 0, unescape(b, from, to, plain), StandardCharsets.UTF_8);
        }
        String text = new String(b, from, to - from, StandardCharsets.UTF_8);
        return forms[field] == PLAIN ? text.strip() : text;
    }

    /** Writes the text of an ESCAPED field without its escapes; {@code to} has room for all of it. Returns its length. */
    int unescape(byte[] b, int from, int end, byte[] to) {
        int at = 0;
        for (int p = from; p < end; p++) {
            if (b[p] == dialect.escape() && p + 1 < end) {
                p++;
            }
            to[at++] = b[p];
        }
        return at;
    }
}
