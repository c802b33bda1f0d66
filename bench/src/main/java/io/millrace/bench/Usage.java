package io.millrace.bench;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a process took from its start to its end.
 *
 * @param cpu of all its threads
 * @param peakBytes of resident memory; 0 where the system does not say
 */
record Usage(Duration cpu, Duration wall, long peakBytes) {
    private static final double NANOS = 1e9;
    private static final double MILLION = 1e6;

    Usage {
        requireNonNull(cpu, "cpu is null");
        requireNonNull(wall, "wall is null");
    }

    double cpuSeconds() {
        return cpu.toNanos() / NANOS;
    }

    double wallSeconds() {
        return wall.toNanos() / NANOS;
    }

    double coresBusy() {
        return cpuSeconds() / wallSeconds();
    }

    /** CPU seconds per million rows. */
    double cpuPerMillion(long rows) {
        return cpuSeconds() * MILLION / rows;
    }

    /** What this took more than {@code first}, which is of the same process earlier, or of one with less to do. */
    Usage beyond(Usage first) {
        return new Usage(cpu.minus(first.cpu), wall.minus(first.wall), peakBytes);
    }
}
