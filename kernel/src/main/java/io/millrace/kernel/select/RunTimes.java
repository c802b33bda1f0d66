package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What {@code run_start_time()} and {@code run_end_time()} are: a run covers commits in {@code [start, end)}. */
public record RunTimes(Instant start, Instant end) {
    /** For binding, and for queries that are no runs. */
    public static final RunTimes NONE = new RunTimes(Instant.EPOCH, Instant.EPOCH);

    public RunTimes {
        requireNonNull(start, "start is null");
        requireNonNull(end, "end is null");
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a run cannot end before it starts: %s, %s".formatted(start, end));
        }
    }
}
