package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@code run_start_time()} and {@code run_end_time()} are: a run covers commits, or events, in {@code [start, end)}.
 *
 * @param arrived of a run that covers events: which of them it knows
 */
public record RunTimes(Instant start, Instant end, Optional<Arrived> arrived) {
    /** For binding, and for queries that are no runs. */
    public static final RunTimes NONE = new RunTimes(Instant.EPOCH, Instant.EPOCH);

    public RunTimes {
        requireNonNull(start, "start is null");
        requireNonNull(end, "end is null");
        requireNonNull(arrived, "arrived is null");
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a run cannot end before it starts: %s, %s".formatted(start, end));
        }
    }

    /** A run that covers commits. */
    public RunTimes(Instant start, Instant end) {
        this(start, end, Optional.empty());
    }

    /**
     * A run of events reads those that are committed before a time. What came since the run before, and belongs before this
     * run, is late: this run reads it too, so that every row belongs to one run.
     *
     * @param since the commit time up to which the run before read
     * @param until the commit time up to which this one reads, exclusive
     * @param first events before this belong to no run
     */
    public record Arrived(Instant since, Instant until, Instant first) implements Serializable {
        public Arrived {
            requireNonNull(since, "since is null");
            requireNonNull(until, "until is null");
            requireNonNull(first, "first is null");
        }

        /** The condition that a row is late for a run. */
        public String isLate(String eventTime, String commitTime, Instant from) {
            String before = first.equals(Instant.EPOCH)
                    ? "(%s < %s OR %1$s IS NULL)".formatted(eventTime, RenderContext.literal(from))
                    : "%s < %s AND %1$s >= %s"
                            .formatted(eventTime, RenderContext.literal(from), RenderContext.literal(first));
            return "(%s AND %s >= %s AND %2$s < %s)"
                    .formatted(before, commitTime, RenderContext.literal(since), RenderContext.literal(until));
        }
    }
}
