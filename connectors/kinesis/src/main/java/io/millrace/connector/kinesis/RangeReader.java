package io.millrace.connector.kinesis;

import io.millrace.connector.kinesis.KinesisOptions.Packing;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.SplitRange;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The records of one range, from what was read ahead, or from Kinesis itself, a portion at a time. */
final class RangeReader {
    private final StreamApi api;
    private final ReadAhead readAhead;
    private final Packing packing;
    private final SplitRange range;
    private final String shard;
    private Optional<ShardFeed> feed = Optional.empty();
    private boolean here;
    private boolean finished;
    private long payloads;

    RangeReader(StreamApi api, ReadAhead readAhead, Packing packing, SplitRange range) {
        this.api = api;
        this.readAhead = readAhead;
        this.packing = packing;
        this.range = range;
        this.shard = range.split().substring(range.split().indexOf('/') + 1);
    }

    String split() {
        return range.split();
    }

    String shard() {
        return shard;
    }

    /** The next records, which may be none; empty at the end of the range. */
    Optional<List<Fetched>> next() {
        boolean endOnly = range.to().equals(Shard.END) && range.payloads() == 0;
        if (here) {
            readAhead.read(api.identity(), range);
        }
        if (finished || endOnly || range.from().equals(range.to())) {
            return Optional.empty();
        }
        if (feed.isEmpty()) {
            Optional<List<Fetched>> records = readAhead.find(api.identity(), range);
            if (records.isPresent()) {
                here = true;
                finished = true;
                return records;
            }
            feed = Optional.of(ShardFeed.from(api, shard, range.from()));
        }
        return Optional.of(fetch(feed.get()));
    }

    private List<Fetched> fetch(ShardFeed from) {
        ShardFeed.Portion portion = from.await();
        BigInteger last = range.to().subtract(BigInteger.ONE);
        int count = 0;
        for (Fetched record : portion.records()) {
            if (record.sequence().compareTo(last) > 0) {
                finished = true;
                break;
            }
            payloads += record.payloads(packing);
            count++;
            finished = record.sequence().equals(last) || (payloads > 0 && payloads == range.payloads());
        }
        finished = finished || from.ended();
        if (finished && range.payloads() > 0 && payloads != range.payloads()) {
            throw lost();
        }
        if (!finished && portion.records().isEmpty() && portion.behindMillis() == 0) {
            throw new MillraceException(
                            ErrorCode.SOURCE_UNAVAILABLE,
                            "Cannot read all of a range: " + range.split() + " ends before " + last)
                    .withHint("Kinesis had these records when the range was planned; it is planned again");
        }
        return portion.records().subList(0, count);
    }

    private MillraceException lost() {
        return new MillraceException(
                        ErrorCode.POSITION_LOST,
                        "Cannot read all of a range: " + range.split() + " had " + range.payloads() + " records in ["
                                + range.from() + ", " + range.to() + ") and has " + payloads + " now")
                .withHint(Continuity.HINT);
    }
}
