package io.millrace.connector.kinesis;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Reads one shard forward; iterators that are too old are obtained anew. For one thread at a time. */
final class ShardFeed {
    private static final int PATIENCE = 6;
    private static final int MOST_RECORDS = 10_000;

    private final StreamApi api;
    private final String shard;
    private Supplier<String> place;
    private Optional<String> iterator = Optional.empty();
    private boolean ended;

    /** @param place obtains the first iterator */
    private ShardFeed(StreamApi api, String shard, Supplier<String> place) {
        this.api = api;
        this.shard = shard;
        this.place = place;
    }

    /** Reads what follows an offset of a position; 0 is all that the shard holds. */
    static ShardFeed from(StreamApi api, String shard, BigInteger offset) {
        return offset.signum() == 0
                ? new ShardFeed(api, shard, () -> api.iteratorAtHorizon(shard))
                : new ShardFeed(api, shard, () -> api.iteratorAfter(shard, offset.subtract(BigInteger.ONE)));
    }

    static ShardFeed at(StreamApi api, String shard, Supplier<String> place) {
        return new ShardFeed(api, shard, place);
    }

    /**
     * What one call of GetRecords gave.
     *
     * @param behindMillis how far Kinesis says this is from the newest record of the shard
     */
    record Portion(List<Fetched> records, long behindMillis) {
        /** Whether nothing more is there now; emulators say 0 even of what they have cut. */
        boolean last() {
            return behindMillis == 0 && records.size() < MOST_RECORDS;
        }
    }

    /** Whether the shard is closed and has been read to its end. */
    boolean ended() {
        return ended;
    }

    /** The next portion; empty when Kinesis wants to be asked less often. */
    Optional<Portion> poll() {
        boolean old = iterator.isPresent();
        Optional<GetRecordsResponse> response = request();
        if (response.isEmpty() && old) {
            iterator = Optional.empty();
            return Optional.empty();
        }
        return response.map(this::accept);
    }

    /** The next portion, even when Kinesis must be asked several times. */
    Portion await() {
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            Optional<Portion> portion = poll();
            if (portion.isPresent()) {
                return portion.get();
            }
        }
        throw new MillraceException(
                        ErrorCode.SOURCE_UNAVAILABLE,
                        "Cannot read shard " + api.split(shard) + ": Kinesis wants to be asked less often")
                .withHint("others read this stream too; it is tried again");
    }

    private Optional<GetRecordsResponse> request() {
        if (iterator.isEmpty()) {
            iterator = Optional.of(place.get());
        }
        return api.records(shard, iterator.get());
    }

    private Portion accept(GetRecordsResponse response) {
        List<Fetched> records = new ArrayList<>(response.records().size());
        for (Record record : response.records()) {
            records.add(fetched(record));
        }
        if (!records.isEmpty()) {
            BigInteger last = records.get(records.size() - 1).sequence();
            place = () -> api.iteratorAfter(shard, last);
        }
        iterator = Optional.ofNullable(response.nextShardIterator());
        ended = iterator.isEmpty();
        long behind = response.millisBehindLatest() == null ? 0 : response.millisBehindLatest();
        return new Portion(records, ended ? 0 : behind);
    }

    private static Fetched fetched(Record record) {
        return new Fetched(
                new BigInteger(record.sequenceNumber()),
                record.approximateArrivalTimestamp().toEpochMilli(),
                record.partitionKey().getBytes(StandardCharsets.UTF_8),
                record.data().asByteArrayUnsafe());
    }
}
