package io.millrace.connector.kinesis;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the offset behind the last record of a shard that arrived before an instant. Kinesis has no call for it, and a
 * sequence number that was made up is not valid: so records are read from some time before, and from longer before
 * when there were none, up to the whole shard.
 */
final class Bounds {
    private static final Duration SHORTEST = Duration.ofSeconds(4);
    private static final int WIDER = 16;
    private static final int PORTIONS_AT_ONCE = 2;

    private final Instant before;
    private Optional<BigInteger> last = Optional.empty();
    private boolean ended;

    private Bounds(Instant before) {
        this.before = before;
    }

    /** The offset behind what arrived before {@code before}; 0 when nothing did. */
    static BigInteger find(StreamApi api, Shard shard, Instant before) {
        Bounds bounds = new Bounds(before);
        String id = shard.id();
        // A shard with little in it is read whole: emulators do not answer when asked for a time without records.
        if (bounds.read(ShardFeed.from(api, id, BigInteger.ZERO), PORTIONS_AT_ONCE)) {
            return bounds.offset(shard);
        }
        Duration window = SHORTEST;
        while (window.compareTo(Duration.ofDays(400)) < 0) {
            bounds.last = Optional.empty();
            Instant since = before.minus(window);
            if (bounds.isComplete(ShardFeed.at(api, id, () -> api.iteratorSince(id, since)))) {
                return bounds.offset(shard);
            }
            window = window.multipliedBy(WIDER);
        }
        bounds.last = Optional.empty();
        bounds.read(ShardFeed.from(api, id, BigInteger.ZERO), Integer.MAX_VALUE);
        return bounds.offset(shard);
    }

    private boolean isComplete(ShardFeed feed) {
        try {
            return read(feed, Integer.MAX_VALUE) && last.isPresent();
        } catch (MillraceException e) {
            if (e.code() == ErrorCode.SOURCE_UNAVAILABLE) {
                return false;
            }
            throw e;
        }
    }

    /** Whether all that arrived before the instant has been seen, from where {@code feed} begins. */
    private boolean read(ShardFeed feed, int most) {
        for (int i = 0; i < most; i++) {
            ShardFeed.Portion portion = feed.await();
            for (Fetched record : portion.records()) {
                if (record.arrivalMillis() >= before.toEpochMilli()) {
                    return true;
                }
                last = Optional.of(record.sequence());
            }
            ended = feed.ended();
            if (ended || portion.last()) {
                return true;
            }
        }
        return false;
    }

    private BigInteger offset(Shard shard) {
        return ended && shard.closed()
                ? Shard.END
                : last.map(BigInteger.ONE::add).orElse(BigInteger.ZERO);
    }
}
