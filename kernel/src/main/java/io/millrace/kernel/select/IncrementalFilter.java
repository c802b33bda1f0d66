package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The range of commits that a run reads of a table; half-open at the run's end.
 *
 * @param lookback how long before the run's start the range begins, zero as a rule
 * @param window {@code windowSize}: the length of the range, if longer than the run
 */
public record IncrementalFilter(Duration lookback, Optional<Duration> window) {
    public IncrementalFilter {
        requireNonNull(lookback, "lookback is null");
        requireNonNull(window, "window is null");
    }

    /** The first commit time of a run's range. */
    public Instant from(RunTimes run) {
        Instant start = run.start().minus(lookback);
        Instant begin = window.map(length -> run.end().minus(length)).orElse(start);
        return begin.isBefore(start) ? begin : start;
    }

    /** Whether every row belongs to exactly one run. */
    public boolean isExact() {
        return lookback.isZero() && window.isEmpty();
    }
}
