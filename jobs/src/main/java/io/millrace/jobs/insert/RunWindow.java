package io.millrace.jobs.insert;

import java.time.Duration;

/** The clock's grid of runs: a run covers commit times {@code [start, end)} between two of its lines, in microseconds. */
record RunWindow(long intervalMicros) {
    static RunWindow of(Duration interval) {
        return new RunWindow(interval.toNanos() / 1000);
    }

    /** The last line at {@code time} or before it. */
    long floor(long time) {
        return Math.floorDiv(time, intervalMicros) * intervalMicros;
    }

    /** The first line after {@code time}. */
    long next(long time) {
        return floor(time) + intervalMicros;
    }
}
