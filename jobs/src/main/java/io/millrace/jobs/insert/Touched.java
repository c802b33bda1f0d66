package io.millrace.jobs.insert;

import io.millrace.lake.scan.TimeLog.TimedFile;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Stretches of event time that a run changes, each with its start and without its end; microseconds since 1970. */
final class Touched {
    private final NavigableMap<Long, Long> stretches = new TreeMap<>();

    /** Adds a stretch; those that meet become one. */
    void add(long from, long to) {
        long start = from;
        long end = to;
        Map.Entry<Long, Long> other = stretches.floorEntry(end);
        while (other != null && other.getValue() >= start) {
            start = Math.min(start, other.getKey());
            end = Math.max(end, other.getValue());
            stretches.remove(other.getKey());
            other = stretches.floorEntry(end);
        }
        stretches.put(start, end);
    }

    /** The same with the times of files that meet it. */
    Touched joined(List<TimedFile> files) {
        Touched joined = new Touched();
        stretches.forEach(joined::add);
        for (TimedFile file : files) {
            if (overlaps(file.first(), file.last())) {
                joined.add(file.first(), file.last() + 1);
            }
        }
        return joined;
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    long first() {
        return stretches.firstKey();
    }

    /** Behind the last one. */
    long last() {
        return stretches.lastEntry().getValue();
    }

    /** Whether a time in {@code [from, to]} is in one of them. */
    boolean overlaps(long from, long to) {
        Map.Entry<Long, Long> other = stretches.floorEntry(to);
        return other != null && other.getValue() > from;
    }
}
