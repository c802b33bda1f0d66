package io.millrace.jobs.loop;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.spi.error.MillraceException;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as seen from outside.
 *
 * @param counts since the process started
 * @param runs committed since the process started
 * @param error of the last failure, while it matters
 * @param retries in a row
 */
public record JobStatus(
        String name,
        JobState state,
        Counts counts,
        long runs,
        Optional<Instant> lastCommit,
        JobPlanner.Lag lag,
        Optional<MillraceException> error,
        int retries) {
    public JobStatus {
        requireNonNull(name, "name is null");
        requireNonNull(state, "state is null");
    }
}
