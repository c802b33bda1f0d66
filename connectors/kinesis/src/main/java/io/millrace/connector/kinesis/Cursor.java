package io.millrace.connector.kinesis;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far the planning source has fetched one shard, and when it may ask again. For one thread at a time. */
final class Cursor {
    /** Kinesis answers five calls a second for a shard; others read it too. */
    private static final Duration PACE = Duration.ofMillis(250);

    private static final int SLOWEST = 5;

    private final StreamApi api;
    private final ShardLog log;
    private final String shard;
    private Optional<ShardFeed> feed = Optional.empty();
    private Instant due = Instant.MIN;
    private Instant fetched = Instant.MIN;
    private long behindMillis;
    private int refusals;

    Cursor(StreamApi api, String shard, ShardLog log) {
        this.api = api;
        this.shard = shard;
        this.log = log;
    }

    ShardLog log() {
        return log;
    }

    /** Makes {@code offset} the next to be handed out. */
    void seek(BigInteger offset) {
        if (!log.seek(offset) || feed.isEmpty()) {
            feed = Optional.of(ShardFeed.from(api, shard, log.high()));
        }
    }

    boolean isDue(Instant now) {
        return !now.isBefore(due) && !ended();
    }

    /** Whether the shard is closed and everything in it has been fetched. */
    boolean ended() {
        return feed.map(ShardFeed::ended).orElse(false);
    }

    /** Asks Kinesis once; when it wants to be asked less often, the next time is later each time. */
    void fetch(Instant now) {
        Optional<ShardFeed.Portion> portion = feed.orElseThrow().poll();
        if (portion.isEmpty()) {
            refusals = Math.min(refusals + 1, SLOWEST);
            due = now.plus(PACE.multipliedBy(1L << refusals));
            return;
        }
        refusals = 0;
        due = now.plus(PACE);
        fetched = now;
        behindMillis = portion.get().last()
                ? portion.get().behindMillis()
                : Math.max(1, portion.get().behindMillis());
        log.append(portion.get().records());
    }

    /** Whether Kinesis is known to have more than was fetched. */
    boolean hasMore() {
        return behindMillis > 0;
    }

    /** How far the position is behind the newest record; 0 when it is caught up, as far as is known. */
    long behindMillis(Instant now) {
        return log.firstAheadMillis()
                .map(first -> Math.max(1, now.toEpochMilli() - first))
                .orElse(behindMillis);
    }

    /** The time before which all that arrived has been handed out; empty when nothing is known. */
    Optional<Instant> readAt() {
        if (fetched.equals(Instant.MIN)) {
            return Optional.empty();
        }
        return Optional.of(
                log.firstAheadMillis().map(Instant::ofEpochMilli).orElseGet(() -> fetched.minusMillis(behindMillis)));
    }
}
