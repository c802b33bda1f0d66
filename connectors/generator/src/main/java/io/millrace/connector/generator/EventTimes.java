package io.millrace.connector.generator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;

/**
 * The times of events: one after the other at a steady pace in each partition.
 *
 * @param firstMicros of event 0, in microseconds since 1970-01-01T00:00:00Z
 * @param intervalMicros from one event of a partition to the next
 */
public record EventTimes(long firstMicros, long intervalMicros) {
    public EventTimes {
        if (intervalMicros < 0) {
            throw new IllegalArgumentException("interval is negative: " + intervalMicros);
        }
    }

    public static EventTimes of(Instant first, Duration interval) {
        return new EventTimes(micros(first), interval.toNanos() / 1000);
    }

    /** Exact for every instant that a statement can name, where ChronoUnit overflows after the year 2262. */
    static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.get(ChronoField.MICRO_OF_SECOND);
    }

    public long at(long sequence) {
        return firstMicros + sequence * intervalMicros;
    }

    /** The first sequence number at or after {@code micros}, at least 0. */
    long firstAtOrAfter(long micros) {
        long distance = micros - firstMicros;
        if (distance <= 0 || intervalMicros == 0) {
            return distance <= 0 ? 0 : Long.MAX_VALUE;
        }
        return (distance + intervalMicros - 1) / intervalMicros;
    }
}
