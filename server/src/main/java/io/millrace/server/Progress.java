package io.millrace.server;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.insert.EventProgress;
import io.millrace.jobs.loop.PlannedRun;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.commit.CommitClock;
import io.millrace.server.query.Units;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.iceberg.Snapshot;

/** How far the events of tables are there, as the jobs that fill them tell. Safe for use by many threads. */
final class Progress implements EventProgress {
    private static final int KEPT = 4096;
    private static final long SPACING_MICROS = 100_000;
    private static final long FRESH_MICROS = 500_000;
    private static final long BEHIND_MICROS = 60_000_000;

    private final CommitClock clock;
    private final Function<TableName, LakeTable> tables;
    private final Map<String, NavigableMap<Long, Long>> told = new HashMap<>();
    private final Map<TableName, Known> known = new ConcurrentHashMap<>();
    private volatile Function<TableName, List<Writer>> writers = table -> List.of();

    Progress(CommitClock clock, Function<TableName, LakeTable> tables) {
        this.clock = requireNonNull(clock, "clock is null");
        this.tables = requireNonNull(tables, "tables is null");
    }

    /**
     * A job that fills a table.
     *
     * @param over whether it will write nothing any more
     * @param trouble what it is in, if it does not simply run
     */
    record Writer(String jobId, String name, boolean over, Optional<String> trouble) {}

    private record Known(List<Writer> writers, long sinceMicros) {}

    /** As of a moment ago: it is asked for often. */
    private List<Writer> writersOf(TableName table) {
        long now = clock.nowMicros();
        Known last = known.get(table);
        if (last == null || now - last.sinceMicros() > FRESH_MICROS || now < last.sinceMicros()) {
            last = new Known(writers.apply(table), now);
            known.put(table, last);
        }
        return last.writers();
    }

    /** Tells which jobs fill a table. */
    void writers(Function<TableName, List<Writer>> known) {
        writers = known;
    }

    /** A job has committed events before a time, as far as its source has them. */
    synchronized void report(String jobId, TableName table, long eventMicros) {
        NavigableMap<Long, Long> points = told.computeIfAbsent(jobId, id -> new TreeMap<>());
        long commit = clock.safeTime(table.toString());
        long event = points.isEmpty()
                ? eventMicros
                : Math.max(eventMicros, points.lastEntry().getValue());
        if (points.size() > 1 && points.lastKey() - points.lowerKey(points.lastKey()) < SPACING_MICROS) {
            points.pollLastEntry();
        }
        points.put(commit, event);
        if (points.size() > KEPT) {
            points.pollFirstEntry();
        }
    }

    @Override
    public Finished of(TableName table) {
        long event = Long.MAX_VALUE;
        long commit = clock.safeTime(table.toString());
        Optional<String> trouble = Optional.empty();
        List<Writer> all = writersOf(table);
        for (Writer writer : all) {
            if (!writer.over()) {
                Optional<Map.Entry<Long, Long>> last = last(writer.jobId());
                long its = last.map(Map.Entry::getValue).orElse(PlannedRun.UNKNOWN);
                commit = Math.min(commit, last.map(Map.Entry::getKey).orElse(PlannedRun.UNKNOWN));
                if (its < event) {
                    event = its;
                    trouble = trouble(writer, its);
                }
            }
        }
        return all.isEmpty() ? unattended(table) : new Finished(event, commit, trouble);
    }

    private Optional<String> trouble(Writer writer, long event) {
        boolean behind = event == PlannedRun.UNKNOWN || clock.nowMicros() - event > BEHIND_MICROS;
        return writer.trouble()
                .or(() -> Optional.of("RUNNING, and behind its source").filter(any -> behind))
                .map(what -> "job " + writer.name() + ", which fills it, is " + what
                        + (event == PlannedRun.UNKNOWN
                                ? ", and has not caught up since the process started"
                                : ", and has the events before " + Units.time(event) + " UTC"));
    }

    /** What no job fills has what it has, as of its newest commit. */
    private Finished unattended(TableName table) {
        Snapshot snapshot = tables.apply(table).refresh().metadata().currentSnapshot();
        long event = snapshot == null ? PlannedRun.UNKNOWN : snapshot.timestampMillis() * 1000;
        return new Finished(event, clock.safeTime(table.toString()), Optional.of("no job fills it"));
    }

    private synchronized Optional<Map.Entry<Long, Long>> last(String jobId) {
        return Optional.ofNullable(told.get(jobId)).map(NavigableMap::lastEntry);
    }

    @Override
    public long before(TableName table, long commitMicros) {
        List<Writer> all = writersOf(table);
        long event = all.isEmpty() ? of(table).eventMicros() : Long.MAX_VALUE;
        for (Writer writer : all) {
            event = Math.min(event, before(writer, commitMicros));
        }
        return event;
    }

    private synchronized long before(Writer writer, long commitMicros) {
        NavigableMap<Long, Long> points = told.get(writer.jobId());
        if (writer.over()) {
            return Long.MAX_VALUE;
        }
        Map.Entry<Long, Long> point = points == null ? null : points.floorEntry(commitMicros);
        return point == null ? PlannedRun.UNKNOWN : point.getValue();
    }
}
