package io.millrace.connector.kinesis;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Position;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether what follows a position is still there. Kinesis itself does not tell: it goes on with the oldest record that it
 * has. So a position has an entry {@link #readAt}, the time before which all records that arrived have been read, and
 * while that is younger than the retention of the stream nothing can be missing. When it is older, the last record that
 * was read must still be there.
 */
final class Continuity {
    static final String HINT =
            "the stream no longer has these records; ALTER JOB ... SET ON_POSITION_LOST = CONTINUE lets the"
                    + " job go on with the oldest that it has";

    private final StreamApi api;
    private final Lineage lineage;
    private final Position position;
    private final TreeMap<String, BigInteger> mended;
    private final List<String> losses = new ArrayList<>();

    private Continuity(StreamApi api, Lineage lineage, Position position) {
        this.api = api;
        this.lineage = lineage;
        this.position = position;
        this.mended = new TreeMap<>(position.offsets());
    }

    /** Checks what the list of shards tells. */
    static Continuity of(StreamApi api, Lineage lineage, Position position) {
        Continuity continuity = new Continuity(api, lineage, position);
        position.offsets()
                .forEach((entry, offset) ->
                        lineage.shardOf(entry).ifPresent(shard -> continuity.check(entry, shard, offset)));
        return continuity;
    }

    /** The entry {@code orders@read} of a position: milliseconds since 1970. */
    static String readAt(String stream) {
        return stream + "@read";
    }

    /** Checks the records themselves, if some may have been trimmed. */
    Continuity deep(Instant now) {
        BigInteger readAt = position.offsets().get(readAt(api.stream()));
        if (readAt != null && losses.isEmpty()) {
            Duration age = Duration.between(Instant.ofEpochMilli(readAt.longValueExact()), now);
            Duration retention = api.retention();
            // Clocks differ, and a stream trims when it likes.
            if (age.compareTo(retention.multipliedBy(9).dividedBy(10)) > 0) {
                lineage.readable(position).forEach(shard -> probe(shard, age));
            }
        }
        return this;
    }

    /** Throws POSITION_LOST when something is missing. */
    void requireUnbroken() {
        if (!losses.isEmpty()) {
            throw new MillraceException(
                            ErrorCode.POSITION_LOST, "Cannot go on after position: " + String.join("; ", losses))
                    .withHint(HINT);
        }
    }

    /** The position with what is lost replaced by the oldest that the stream has. */
    Position mended(Instant now) {
        mended.replace(readAt(api.stream()), BigInteger.valueOf(now.toEpochMilli()));
        return new Position(mended);
    }

    private void check(String entry, String id, BigInteger offset) {
        Optional<Shard> shard = lineage.find(id);
        if (shard.isEmpty()) {
            if (!lineage.hasSuccessor(id, position)) {
                lose(entry, " was read up to " + offset + ", but does not exist");
                mended.remove(entry);
            }
        } else if (offset.signum() > 0 && offset.compareTo(shard.get().starting()) <= 0) {
            lose(
                    entry,
                    " was read up to " + offset + ", but begins at "
                            + shard.get().starting() + ": the stream was deleted and created again");
        }
    }

    private void probe(Shard shard, Duration age) {
        String entry = lineage.split(shard);
        BigInteger offset = position.offsets().getOrDefault(entry, BigInteger.ZERO);
        if (offset.signum() == 0) {
            return;
        }
        BigInteger last = offset.subtract(BigInteger.ONE);
        ShardFeed feed = ShardFeed.at(api, shard.id(), () -> api.iteratorAt(shard.id(), last));
        ShardFeed.Portion portion = feed.await();
        while (portion.records().isEmpty() && portion.behindMillis() > 0) {
            portion = feed.await();
        }
        if (portion.records().isEmpty() || !portion.records().get(0).sequence().equals(last)) {
            lose(
                    entry,
                    " was read up to " + offset + " " + age.toHours()
                            + " hours ago, and records after that have been trimmed or may have been");
        }
    }

    private void lose(String entry, String how) {
        losses.add(entry + how);
        mended.put(entry, BigInteger.ZERO);
    }
}
