package io.millrace.connector.kinesis;

import io.millrace.spi.source.SplitRange;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the sources of this process that plan have fetched, for those that read. Bounded: each planning source gets an
 * equal share, and fetches no more while its share is used up. Safe for use by several threads.
 */
final class ReadAhead {
    /** For a task that is executed again, such as with a wider schema. */
    private static final long KEPT_MILLIS = 30_000;

    private final InstantSource clock;
    private final long capacity;
    private final Map<Planner, Map<String, ShardLog>> planners = new ConcurrentHashMap<>();

    private record Planner(Object stream, Object source) {}

    ReadAhead(InstantSource clock, long capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    /** The logs of a source that plans, by split; to be filled by it. */
    Map<String, ShardLog> open(Object stream, Object source) {
        return planners.computeIfAbsent(new Planner(stream, source), key -> new ConcurrentHashMap<>());
    }

    void close(Object stream, Object source) {
        planners.remove(new Planner(stream, source));
    }

    /** How many bytes a source may fetch now; lets go what has been read, at once when room is short. */
    long room(Map<String, ShardLog> logs) {
        long share = capacity / Math.max(1, planners.size());
        long now = clock.millis();
        logs.values().forEach(log -> log.release(now - KEPT_MILLIS));
        if (used(logs) >= share / 2) {
            logs.values().forEach(log -> log.release(now));
        }
        return share - used(logs);
    }

    /** The records of a range, if a source of this process has them. */
    Optional<List<Fetched>> find(Object stream, SplitRange range) {
        for (ShardLog log : logs(stream, range)) {
            Optional<List<Fetched>> records = log.find(range);
            if (records.isPresent()) {
                return records;
            }
        }
        return Optional.empty();
    }

    /** Says that what {@link #find} gave has been read. */
    void read(Object stream, SplitRange range) {
        long now = clock.millis();
        logs(stream, range).forEach(log -> log.read(range, now));
    }

    private List<ShardLog> logs(Object stream, SplitRange range) {
        return planners.entrySet().stream()
                .filter(planner -> planner.getKey().stream().equals(stream))
                .map(planner -> Optional.ofNullable(planner.getValue().get(range.split())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static long used(Map<String, ShardLog> logs) {
        return logs.values().stream().mapToLong(ShardLog::bytes).sum();
    }
}
