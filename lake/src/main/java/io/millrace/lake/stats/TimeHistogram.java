package io.millrace.lake.stats;

import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts events in spans of equal width, which widen as the range grows, so that there are never many. */
final class TimeHistogram {
    private static final long MINUTE = 60_000_000L;
    private static final long[] WIDTHS = {
        MINUTE, 10 * MINUTE, 60 * MINUTE, 24 * 60 * MINUTE, 10 * 24 * 60 * MINUTE, 100 * 24 * 60 * MINUTE
    };
    private static final int SPANS = 256;

    private final NavigableMap<Long, Long> counts = new TreeMap<>();
    private int level;
    private long start;
    private long end;
    private long pending;

    /** Counts {@code n} times, microseconds since 1970. */
    void add(long[] micros, int n) {
        for (int i = 0; i < n; i++) {
            if (micros[i] < start || micros[i] >= end) {
                move(micros[i]);
            }
            pending++;
        }
    }

    void merge(long widthMicros, Map<Long, Long> others) {
        settle();
        while (WIDTHS[level] < widthMicros && level < WIDTHS.length - 1) {
            coarsen();
        }
        others.forEach((from, count) -> counts.merge(span(from), count, Long::sum));
        bound();
    }

    void merge(TimeHistogram other) {
        merge(other.widthMicros(), other.counts());
    }

    long widthMicros() {
        return WIDTHS[level];
    }

    /** How many events happened in the span that begins at each time, microseconds since 1970. */
    SortedMap<Long, Long> counts() {
        settle();
        return counts;
    }

    private void move(long micros) {
        settle();
        bound();
        start = span(micros);
        end = start + WIDTHS[level];
    }

    private void settle() {
        if (pending > 0) {
            counts.merge(start, pending, Long::sum);
            pending = 0;
        }
        end = start;
    }

    private void bound() {
        while (counts.size() > SPANS && level < WIDTHS.length - 1) {
            coarsen();
        }
    }

    private void coarsen() {
        level++;
        Map<Long, Long> finer = new TreeMap<>(counts);
        counts.clear();
        finer.forEach((from, count) -> counts.merge(span(from), count, Long::sum));
    }

    private long span(long micros) {
        return Math.floorDiv(micros, WIDTHS[level]) * WIDTHS[level];
    }
}
