package io.millrace.jobs.copy;

import io.millrace.jobs.loop.PlannedRun;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.SplitRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Up to which time a job has read all that its source had. Where something new is always there, that is the time of an earlier
 * look: what was there then is read now.
 */
final class EventsRead {
    private final Map<String, Long> read = new HashMap<>();
    private final Map<String, Long> wanted = new HashMap<>();
    private long wantedAt = PlannedRun.UNKNOWN;
    private Position last = Position.START;

    /**
     * A run is planned.
     *
     * @param left how many payloads wait behind it by now
     * @param looked the time before it was planned, microseconds since 1970
     * @return the time up to which everything is read when the run is; {@link PlannedRun#UNKNOWN} if that cannot be told
     */
    long planned(Position from, Position to, List<SplitRange> ranges, Map<String, Long> left, long looked) {
        if (!from.equals(last)) {
            read.clear();
            wantedAt = PlannedRun.UNKNOWN;
        }
        last = to;
        ranges.forEach(range -> read.merge(range.split(), range.payloads(), Long::sum));
        if (left.values().stream().allMatch(count -> count <= 0)) {
            wantedAt = PlannedRun.UNKNOWN;
            return looked;
        }
        long told = isRead() ? wantedAt : PlannedRun.UNKNOWN;
        if (told != PlannedRun.UNKNOWN || wantedAt == PlannedRun.UNKNOWN) {
            wanted.clear();
            left.forEach((split, count) -> wanted.put(split, read(split) + count));
            wantedAt = looked;
        }
        return told;
    }

    private boolean isRead() {
        return wantedAt != PlannedRun.UNKNOWN
                && wanted.entrySet().stream().allMatch(split -> read(split.getKey()) >= split.getValue());
    }

    /** Some sources tell what waits for all of their splits together. */
    private long read(String split) {
        Long own = read.get(split);
        return own == null && wanted.size() <= 1
                ? read.values().stream().mapToLong(Long::longValue).sum()
                : own == null ? 0 : own;
    }
}
