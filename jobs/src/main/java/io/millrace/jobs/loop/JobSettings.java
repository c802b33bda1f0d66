package io.millrace.jobs.loop;

import java.time.Duration;

/**
 * @param runsInFlight runs of one job that execute or wait for their commit at the same time
 * @param poll how often a source without data is asked again
 * @param firstRetry the pause after the first external failure; doubles up to {@code lastRetry}
 * @param stopGrace how long a graceful stop waits for the runs that are under way
 */
public record JobSettings(
        int runsInFlight, Duration poll, Duration firstRetry, Duration lastRetry, Duration stopGrace) {
    public static final JobSettings DEFAULT = new JobSettings(
            2, Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(10));

    /** The same for a job of which each run builds on the one before. */
    public JobSettings oneAtATime() {
        return new JobSettings(1, poll, firstRetry, lastRetry, stopGrace);
    }
}
