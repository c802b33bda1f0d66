package io.millrace.jobs.task;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long before its commit a row's event happened. Every row written is in one of the lags up to {@link #LATER};
 * {@link #NONSENSE} and {@link #MISSED} are counted beside them.
 */
public enum EventLag {
    /** After the commit, by up to a day. */
    FUTURE("future", Long.MIN_VALUE),
    SECOND("< 1 second", 0),
    TEN_SECONDS("< 10 seconds", 1_000_000L),
    MINUTE("< 1 minute", 10_000_000L),
    TEN_MINUTES("< 10 minutes", 60_000_000L),
    HOUR("< 1 hour", 600_000_000L),
    DAY("< 1 day", 3_600_000_000L),
    LATER(">= 1 day", 86_400_000_000L),
    /** The time that the record tells is out of bounds, so that another one stands for it. */
    NONSENSE("nonsense", Long.MAX_VALUE),
    /** The event belongs to a range that was finished when it came: the next run of a SYNC job takes it. */
    MISSED("after its range", Long.MAX_VALUE);

    /** How many lags there are to count by index; without those counted beside them. */
    public static final int COUNT = values().length - 2;

    private static final EventLag[] ALL = values();
    private static final long[] FROM =
            Arrays.stream(ALL).mapToLong(lag -> lag.fromMicros).toArray();

    private final String label;
    private final long fromMicros;

    EventLag(String label, long fromMicros) {
        this.label = label;
        this.fromMicros = fromMicros;
    }

    /** The name in {@code system.monitoring.event_lag}. */
    public String label() {
        return label;
    }

    /** The index of the lag that holds {@code micros}. */
    public static int indexOf(long micros) {
        int index = COUNT - 1;
        while (micros < FROM[index]) {
            index--;
        }
        return index;
    }

    /** Counts by {@link #indexOf}, without those that are 0. */
    public static SortedMap<EventLag, Long> counts(long[] byIndex, long nonsense) {
        SortedMap<EventLag, Long> counts = new TreeMap<>();
        for (int i = 0; i < COUNT; i++) {
            if (byIndex[i] > 0) {
                counts.put(ALL[i], byIndex[i]);
            }
        }
        if (nonsense > 0) {
            counts.put(NONSENSE, nonsense);
        }
        return counts;
    }
}
