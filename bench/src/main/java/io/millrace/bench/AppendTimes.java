package io.millrace.bench;

import java.util.Arrays;

/**
 * When sampled events were appended to their topic, and when they were first seen in the table. The appends are noted by
 * one thread and read by another once it has ended; what was seen, by the other way round.
 */
final class AppendTimes {
    private static final int STEP = 50;

    private final long first;
    private final long count;
    private final long[][] appended;
    private final long[][] seen;
    private final long[] farthest;

    /**
     * @param first sequence number in each partition
     * @param count of the sequence numbers from there on whose times are wanted
     */
    AppendTimes(int partitions, long first, long count) {
        this.first = first;
        this.count = count;
        int samples = Math.toIntExact((count + STEP - 1) / STEP);
        this.appended = new long[partitions][samples];
        this.seen = new long[partitions][samples];
        this.farthest = new long[partitions];
        Arrays.fill(farthest, first - 1);
    }

    int partitions() {
        return farthest.length;
    }

    long first() {
        return first;
    }

    /** Whether the event with this number is one whose times are noted. */
    boolean samples(long sequence) {
        return (sequence - first) % STEP == 0 && sequence < first + count;
    }

    void appended(int partition, long sequence, long millis) {
        appended[partition][index(sequence)] = millis;
    }

    /** Everything in a partition up to {@code sequence} was visible at {@code millis}. */
    void seen(int partition, long sequence, long millis) {
        for (long next = farthest[partition] + 1; next <= sequence; next++) {
            if (samples(next)) {
                seen[partition][index(next)] = millis;
            }
        }
        farthest[partition] = Math.max(farthest[partition], sequence);
    }

    /** How many events of all partitions have been seen. */
    long seen() {
        return Arrays.stream(farthest).map(sequence -> sequence - first + 1).sum();
    }

    /** Whether each partition has been seen up to {@code end}, which is not included. */
    boolean seenBefore(long end) {
        return Arrays.stream(farthest).allMatch(sequence -> sequence >= end - 1);
    }

    /** Milliseconds from append to sight of all samples behind the first {@code skipped} events of each partition. */
    double[] ages(long skipped) {
        int from = Math.toIntExact((skipped + STEP - 1) / STEP);
        int samples = appended[0].length - from;
        double[] ages = new double[samples * appended.length];
        for (int partition = 0; partition < appended.length; partition++) {
            for (int i = 0; i < samples; i++) {
                ages[partition * samples + i] = seen[partition][from + i] - appended[partition][from + i];
            }
        }
        return ages;
    }

    private int index(long sequence) {
        return (int) ((sequence - first) / STEP);
    }
}
