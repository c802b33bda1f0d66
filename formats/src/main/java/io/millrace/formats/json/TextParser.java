package io.millrace.formats.json;

import io.millrace.formats.columns.Field;
import io.millrace.formats.scan.Scan;
import io.millrace.formats.values.Timestamps;
import io.millrace.spi.batch.BytesVector;

/** Strings as values. */
final class TextParser {
    /** Bytes, a multiple of eight. */
    private static final int SHORT_TEXT = 64;

    private final TextScan texts = new TextScan();
    private final boolean inferTimestamps;

    TextParser(boolean inferTimestamps) {
        this.inferTimestamps = inferTimestamps;
    }

    /**
     * Appends the text that begins at {@code p}; returns the position after its closing quote, or -1. Copies while it scans,
     * as most texts are short; what it copied counts only if that took it to the end.
     */
    int parse(Field field, int slot, byte[] b, int p, int end) {
        BytesVector strings = field.strings;
        if (strings == null || inferTimestamps) {
            return parse(field, slot, b, p, p, end);
        }
        int last = Math.min(end, p + SHORT_TEXT) - 8;
        int at = strings.reserve(SHORT_TEXT) - p;
        byte[] to = strings.bytes();
        int q = p;
        while (q <= last) {
            long word = (long) Scan.LONGS.get(b, q);
            Scan.LONGS.set(to, at + q, word);
            long hits = Scan.hits(word);
            if (hits != 0) {
                q += Long.numberOfTrailingZeros(hits) >>> 3;
                if (b[q] == '"') {
                    strings.commit(slot, q - p);
                    return q + 1;
                }
                break;
            }
            q += 8;
        }
        return parse(field, slot, b, p, q, end);
    }

    /** The text that begins at {@code p} and is plain up to {@code scanned}. */
    private int parse(Field field, int slot, byte[] b, int p, int scanned, int end) {
        int close = Scan.plain(b, scanned, end);
        if (close >= end) {
            return -1;
        }
        if (b[close] != '"') {
            close = texts.close(b, p, end);
            if (close < 0) {
                return -1;
            }
            if (texts.escaped()) {
                BytesVector strings = field.strings();
                int at = strings.reserve(close - p);
                strings.commit(slot, TextScan.decode(b, p, close, strings.bytes(), at));
                return close + 1;
            }
        }
        if (inferTimestamps) {
            long micros = Timestamps.parse(b, p, close);
            if (micros != Timestamps.NONE) {
                field.appendTimestamp(slot, micros);
                return close + 1;
            }
        }
        field.strings().append(slot, b, p, close);
        return close + 1;
    }
}
