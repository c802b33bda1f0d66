package io.millrace.bench;

import java.util.Arrays;

/**
 * When sampled events were appended to their topic, and when they were first seen in the table. The appends are noted by
 * one thread and read by another once it has ended; what was seen, by the other way round.
 */
final class AppendTimes {
    static final int STEP = 50;

    private final long eventsInPartition;
    private final long[][] appended;
    private final long[][] seen;
    private final long[] farthest;

    AppendTimes(int partitions, long eventsInPartition) {
        this.eventsInPartition = eventsInPartition;
        int samples = Math.toIntExact((eventsInPartition + STEP - 1) / STEP);
        this.appended = new long[partitions][samples];
        this.seen = new long[partitions][samples];
        this.farthest = new long[partitions];
        Arrays.fill(farthest, -1);
    }

    int partitions() {
        return farthest.length;
    }

    long eventsInPartition() {
        return eventsInPartition;
    }

    void appended(int partition, long sequence, long millis) {
        appended[partition][(int) (sequence / STEP)] = millis;
    }

    /** Everything in a partition up to {@code sequence} was visible at {@code millis}. */
    void seen(int partition, long sequence, long millis) {
        for (long next = farthest[partition] + 1; next <= sequence; next++) {
            if (next % STEP == 0) {
                seen[partition][(int) (next / STEP)] = millis;
            }
        }
        farthest[partition] = Math.max(farthest[partition], sequence);
    }

    boolean allSeen() {
        return Arrays.stream(farthest).allMatch(sequence -> sequence == eventsInPartition - 1);
    }

    /** Milliseconds from append to sight of all samples from a sequence number on. */
    double[] ages(long from) {
        int first = Math.toIntExact((from + STEP - 1) / STEP);
        int samples = appended[0].length - first;
        double[] ages = new double[samples * appended.length];
        for (int partition = 0; partition < appended.length; partition++) {
            for (int i = 0; i < samples; i++) {
                ages[partition * samples + i] = seen[partition][first + i] - appended[partition][first + i];
            }
        }
        return ages;
    }
}
