package io.millrace.lake.commit;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Gives out commit times: strictly ascending per table. A run takes its time when it is planned and commits in the
 * order of these times, so that a reader that has consumed everything before {@link #safeTime} never misses a row.
 * Safe for use by many threads.
 */
public final class CommitClock {
    private final InstantSource clock;
    private final Map<String, TableTimes> tables = new HashMap<>();

    public CommitClock(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * The commit time of a run that is about to start, microseconds since 1970; to be given back with {@link #release}
     * when the run is committed or abandoned.
     *
     * @param after the table's last commit time as its metadata tells
     */
    public synchronized long assign(String table, long after) {
        TableTimes times = tables.computeIfAbsent(table, name -> new TableTimes());
        long time = Math.max(nowMicros(), Math.max(times.last, after) + 1);
        times.last = time;
        times.open.add(time);
        return time;
    }

    public synchronized void release(String table, long time) {
        Optional.ofNullable(tables.get(table)).ifPresent(times -> times.open.remove(time));
        notifyAll();
    }

    /** Waits until no run of the table with an earlier commit time is open. */
    public synchronized void awaitTurn(String table, long time) throws InterruptedException {
        TableTimes times = tables.get(table);
        while (times.open.first() < time) {
            wait();
        }
    }

    /**
     * No row with a commit time before this, in microseconds, will ever be committed to the table by this process, which
     * owns all jobs that write to it.
     */
    public synchronized long safeTime(String table) {
        TableTimes times = tables.get(table);
        long now = nowMicros();
        if (times == null) {
            return now;
        }
        return times.open.isEmpty() ? Math.max(now, times.last + 1) : times.open.first();
    }

    /** The time of the clock, microseconds since 1970. */
    public long nowMicros() {
        return clock.millis() * 1000;
    }

    private static final class TableTimes {
        private final TreeSet<Long> open = new TreeSet<>();
        private long last = Long.MIN_VALUE;
    }
}
