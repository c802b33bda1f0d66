package io.millrace.jobs.copy;

import io.millrace.jobs.task.EventLag;
import io.millrace.lake.SystemColumns;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;

/**
 * Keeps event times within bounds, and counts how late they are. A time before 1990 or more than a day after the commit
 * is a clock that is wrong or a number that is no time: the row is then filed under the source's own time, or under
 * that of the commit when the source's is no better. The field that the time was taken from is stored as it came.
 */
final class EventTimes {
    static final long EARLIEST = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("1990-01-01T00:00:00Z"));
    static final long AHEAD = 86_400_000_000L;

    private final long commitMicros;
    private final long latest;
    private final long[] counts = new long[EventLag.COUNT];
    private long nonsense;

    EventTimes(long commitMicros) {
        this.commitMicros = commitMicros;
        this.latest = commitMicros + AHEAD;
    }

    /** Replaces the times that are out of bounds. Both vectors have a value in every row; they may be the same one. */
    void bound(LongVector times, LongVector source) {
        long[] values = times.values();
        for (int i = 0; i < times.size(); i++) {
            if (!isPlausible(values[i])) {
                values[i] = isPlausible(source.values()[i]) ? source.values()[i] : commitMicros;
                nonsense++;
            }
        }
    }

    /** Counts the rows that are to be written. */
    void count(Batch written) {
        LongVector times =
                written.column(SystemColumns.EVENT_TIME).orElseThrow().longs(Kind.TIMESTAMP);
        long[] values = times.values();
        for (int i = 0; i < times.size(); i++) {
            counts[EventLag.indexOf(commitMicros - values[i])]++;
        }
    }

    SortedMap<EventLag, Long> counts() {
        return EventLag.counts(counts, nonsense);
    }

    private boolean isPlausible(long micros) {
        return micros >= EARLIEST && micros <= latest;
    }
}
