package io.millrace.connector.kinesis;

import io.millrace.connector.kinesis.KinesisOptions.Packing;
import io.millrace.spi.source.FairShare;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.SplitRange;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What planning fetches of all shards, and hands out as ranges. For one thread at a time. */
final class ShardReads implements AutoCloseable {
    /** While the position is behind, runs are gathered, for a call gives little of a shard at a time. */
    private static final Duration GATHERING = Duration.ofSeconds(1);

    private static final long WORTHWHILE_BYTES = 8L << 20;
    private static final Duration READ_AT_STEP = Duration.ofMinutes(30);
    private static final Duration READ_AT_IDLE = Duration.ofMinutes(90);

    private final StreamApi api;
    private final Packing packing;
    private final ReadAhead readAhead;
    private final Calls calls;
    private final Map<String, Cursor> cursors = new HashMap<>();
    private Optional<Map<String, ShardLog>> logs = Optional.empty();
    private Instant taken = Instant.MIN;

    ShardReads(StreamApi api, Packing packing, ReadAhead readAhead, Calls calls) {
        this.api = api;
        this.packing = packing;
        this.readAhead = readAhead;
        this.calls = calls;
    }

    /**
     * Asks Kinesis once for each of {@code shards} that is due, while there is room.
     *
     * @return whether a shard has come to its end that is not listed as closed
     */
    boolean fetch(Lineage lineage, List<Shard> shards, Position position, Instant now) {
        Map<String, ShardLog> open = logs.orElseGet(() -> readAhead.open(api.identity(), this));
        logs = Optional.of(open);
        forget(open, lineage, shards);
        for (Shard shard : shards) {
            String split = lineage.split(shard);
            cursors.computeIfAbsent(split, any -> {
                        ShardLog log = open.computeIfAbsent(split, name -> new ShardLog(name, packing));
                        return new Cursor(api, shard.id(), log);
                    })
                    .seek(position.offsets().getOrDefault(split, BigInteger.ZERO));
        }

        if (readAhead.room(open) > 0) {
            List<Cursor> due = shards.stream()
                    .map(shard -> cursors.get(lineage.split(shard)))
                    .filter(cursor -> cursor.isDue(now))
                    .toList();
            calls.each(due, cursor -> {
                cursor.fetch(now);
                return cursor;
            });
        }
        return shards.stream()
                .anyMatch(shard ->
                        !shard.closed() && cursors.get(lineage.split(shard)).ended());
    }

    /** Hands out what was fetched, within {@code limit}, a fair share of each shard. */
    List<SplitRange> take(Lineage lineage, List<Shard> shards, RunLimit limit, Instant now) {
        List<ShardLog> from = new ArrayList<>();
        for (Shard shard : shards) {
            Cursor cursor = cursors.get(lineage.split(shard));
            if (cursor.ended()) {
                cursor.log().closeAt(Shard.END);
            }
            from.add(cursor.log());
        }
        long[] payloads = from.stream().mapToLong(ShardLog::payloadsAhead).toArray();
        long[] bytes = from.stream().mapToLong(ShardLog::bytesAhead).toArray();
        if (isGathering(payloads, bytes, limit, now)) {
            return new ArrayList<>();
        }

        long[] payloadShares = FairShare.divide(payloads, Math.max(1, limit.payloads()));
        long[] byteShares = FairShare.divide(bytes, Math.max(1, limit.bytes()));
        List<SplitRange> ranges = new ArrayList<>();
        for (int i = 0; i < payloads.length; i++) {
            int least = payloadShares[i] > 0 ? 1 : 0;
            from.get(i).take(payloadShares[i], byteShares[i], least).ifPresent(ranges::add);
        }
        taken = ranges.isEmpty() ? taken : now;
        return ranges;
    }

    /** The step of {@link Continuity#readAt} that is due, beside data or by itself. */
    Optional<SplitRange> readAt(Position position, List<SplitRange> beside) {
        String entry = Continuity.readAt(api.stream());
        BigInteger from = position.offsets().getOrDefault(entry, BigInteger.ZERO);
        Instant to = Instant.MAX;
        for (Cursor cursor : cursors.values()) {
            Optional<Instant> readAt = cursor.readAt();
            to = readAt.isEmpty() || readAt.get().isAfter(to) ? to : readAt.get();
        }
        if (to.equals(Instant.MAX)) {
            return Optional.empty();
        }
        BigInteger step = BigInteger.valueOf(to.toEpochMilli()).subtract(from);
        Duration least = beside.isEmpty() ? READ_AT_IDLE : READ_AT_STEP;
        boolean due = (from.signum() > 0 || !beside.isEmpty()) && step.longValueExact() > least.toMillis();
        return due ? Optional.of(new SplitRange(entry, from, from.add(step), 0, 0)) : Optional.empty();
    }

    long payloadsFrom(String split, BigInteger offset) {
        Cursor cursor = cursors.get(split);
        return cursor == null ? 0 : cursor.log().payloadsFrom(offset);
    }

    /** How far what was handed out is behind the newest record of any shard. */
    Duration behind(Instant now) {
        return Duration.ofMillis(cursors.values().stream()
                .mapToLong(cursor -> cursor.behindMillis(now))
                .max()
                .orElse(0));
    }

    /** Forgets what was fetched. */
    void reset() {
        readAhead.close(api.identity(), this);
        logs = Optional.empty();
        cursors.clear();
    }

    @Override
    public void close() {
        reset();
    }

    private boolean isGathering(long[] payloads, long[] bytes, RunLimit limit, Instant now) {
        long allPayloads = sum(payloads);
        long allBytes = sum(bytes);
        boolean full = allPayloads >= limit.payloads() || allBytes >= Math.min(limit.bytes(), WORTHWHILE_BYTES);
        boolean more = cursors.values().stream().anyMatch(Cursor::hasMore);
        return allPayloads > 0 && !full && more && now.isBefore(taken.plus(GATHERING));
    }

    /** Drops cursors of shards that have been read to their ends, and their logs when the tasks have read them. */
    private void forget(Map<String, ShardLog> open, Lineage lineage, List<Shard> shards) {
        cursors.keySet().retainAll(shards.stream().map(lineage::split).toList());
        open.values().removeIf(log -> log.bytes() == 0 && !cursors.containsKey(log.split()));
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }
}
