package io.millrace.cli.live;

import io.millrace.jobs.task.TaskResult.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** How fast a job has been over the last seconds; its counts jump with each commit, so a moment says little. */
final class Rate {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant time, Counts counts) {}

    void add(Instant now, Counts counts) {
        samples.addLast(new Sample(now, counts));
        while (samples.size() > 2
                && Duration.between(samples.peekFirst().time(), now).compareTo(WINDOW) > 0) {
            samples.removeFirst();
        }
    }

    double rowsPerSecond() {
        return samples.size() < 2 ? 0 : (last().rows() - first().rows()) / seconds();
    }

    double bytesPerSecond() {
        return samples.size() < 2 ? 0 : (last().inputBytes() - first().inputBytes()) / seconds();
    }

    private Counts first() {
        return samples.getFirst().counts();
    }

    private Counts last() {
        return samples.getLast().counts();
    }

    private double seconds() {
        Duration covered =
                Duration.between(samples.getFirst().time(), samples.getLast().time());
        return Math.max(covered.toNanos() / 1e9, 1e-3);
    }
}
