package io.millrace.connector.kinesis;

import io.millrace.connector.kinesis.KinesisOptions.Packing;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceColumn;
import io.millrace.spi.source.SplitRange;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;

/** The stream that one job reads. */
final class KinesisSource implements Source {
    private static final Duration LAYOUT_AGE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_AGE = Duration.ofSeconds(1);
    /** What arrived a moment ago belongs to what is there now, even when the clock here is late. */
    private static final Duration SKEW = Duration.ofSeconds(2);

    private static final Duration CHECK = Duration.ofMinutes(30);

    private final StreamApi api;
    private final Packing packing;
    private final ReadAhead readAhead;
    private final InstantSource clock;
    private final ShardReads reads;
    private final Calls calls;
    private Lineage lineage;
    private Instant listed = Instant.MIN;
    private Instant checked = Instant.MIN;

    KinesisSource(StreamApi api, Packing packing, ReadAhead readAhead, ExecutorService threads, InstantSource clock) {
        this.api = api;
        this.packing = packing;
        this.readAhead = readAhead;
        this.clock = clock;
        this.calls = new Calls(threads);
        this.reads = new ShardReads(api, packing, readAhead, calls);
        this.lineage = new Lineage(api.stream(), List.of());
    }

    @Override
    public List<SourceColumn> columns() {
        return KinesisColumns.SCHEMA;
    }

    @Override
    public void validate() {
        list();
    }

    @Override
    public Position start(StartPoint point) {
        if (point instanceof StartPoint.Beginning) {
            return Position.START;
        }
        TreeMap<String, BigInteger> offsets = new TreeMap<>(end(point).offsets());
        offsets.put(Continuity.readAt(api.stream()), BigInteger.valueOf(clock.millis()));
        return new Position(offsets);
    }

    /** For an instant in the future this is what there is now: ask again when the time has come. */
    @Override
    public Position end(StartPoint point) {
        list();
        TreeMap<String, BigInteger> offsets = new TreeMap<>();
        if (point instanceof StartPoint.Beginning) {
            return new Position(offsets);
        }
        Instant soon = clock.instant().plus(SKEW);
        Instant before = point instanceof StartPoint.At at && at.instant().isBefore(soon) ? at.instant() : soon;
        List<Shard> shards = lineage.all();
        boolean all = point instanceof StartPoint.Now;
        List<BigInteger> found =
                calls.each(shards, shard -> all && shard.closed() ? Shard.END : Bounds.find(api, shard, before));
        for (int i = 0; i < shards.size(); i++) {
            if (found.get(i).signum() > 0) {
                offsets.put(lineage.split(shards.get(i)), found.get(i));
            }
        }
        return new Position(offsets);
    }

    @Override
    public List<SplitRange> next(Position position, RunLimit limit) {
        Instant now = clock.instant();
        if (isOlderThan(LAYOUT_AGE, now) || (!lineage.knows(position) && isOlderThan(SHORTEST_AGE, now))) {
            list();
        }
        Continuity continuity = Continuity.of(api, lineage, position);
        boolean due = now.isAfter(checked.plus(CHECK));
        (due ? continuity.deep(now) : continuity).requireUnbroken();
        checked = due ? now : checked;

        List<Shard> readable = lineage.readable(position);
        if (reads.fetch(lineage, readable, position, now) && isOlderThan(SHORTEST_AGE, now)) {
            list();
        }
        List<SplitRange> ranges = reads.take(lineage, readable, limit, now);
        reads.readAt(position, ranges).ifPresent(ranges::add);
        return ranges;
    }

    @Override
    public Position skipLost(Position position) {
        list();
        Instant now = clock.instant();
        Position mended = Continuity.of(api, lineage, position).deep(now).mended(now);
        reads.reset();
        return mended;
    }

    @Override
    public Position compact(Position position) {
        return lineage.compact(position);
    }

    @Override
    public Map<String, Long> backlog(Position position) {
        Map<String, Long> backlog = new LinkedHashMap<>();
        for (Shard shard : lineage.readable(position)) {
            String split = lineage.split(shard);
            BigInteger from = position.offsets().getOrDefault(split, BigInteger.ZERO);
            backlog.put(split, reads.payloadsFrom(split, from));
        }
        return backlog;
    }

    @Override
    public Duration behind() {
        return reads.behind(clock.instant());
    }

    @Override
    public PayloadReader read(List<SplitRange> ranges) {
        List<RangeReader> readers = new ArrayList<>();
        for (SplitRange range : ranges) {
            if (range.split().startsWith(api.stream() + "/")) {
                readers.add(new RangeReader(api, readAhead, packing, range));
            }
        }
        return new KinesisPayloadReader(api.stream(), packing, readers);
    }

    @Override
    public void close() {
        reads.close();
        api.close();
    }

    private boolean isOlderThan(Duration age, Instant now) {
        return now.isAfter(listed.plus(age));
    }

    private void list() {
        lineage = new Lineage(api.stream(), api.shards());
        listed = clock.instant();
    }
}
