package io.millrace.connector.kinesis;

import io.millrace.connector.kinesis.KinesisOptions.Packing;
import io.millrace.spi.batch.Column;
import io.millrace.spi.source.PayloadReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A cursor over records, and over those within aggregates; the bytes are those of the fetched memory itself. */
final class KinesisPayloadReader implements PayloadReader {
    private static final byte[] NOTHING = {};

    private final Packing packing;
    private final byte[] stream;
    private final Deque<RangeReader> ranges;
    private final KinesisColumns columns = new KinesisColumns();
    private final Aggregate aggregate = new Aggregate();
    private final Unpacking unpacking;
    private Iterator<Fetched> records = List.<Fetched>of().iterator();
    private Fetched record = new Fetched(BigInteger.ZERO, 0, NOTHING, NOTHING);
    private byte[] shard = NOTHING;
    private String split = "";
    private byte[] offset = NOTHING;
    private boolean inAggregate;
    private int subRecord;

    KinesisPayloadReader(String stream, Packing packing, List<RangeReader> ranges) {
        this.stream = stream.getBytes(StandardCharsets.UTF_8);
        this.packing = packing;
        this.ranges = new ArrayDeque<>(ranges);
        this.unpacking = new Unpacking(packing.compression());
    }

    @Override
    public boolean next() {
        while (true) {
            if (inAggregate && aggregate.next()) {
                subRecord++;
                unpacking.unpack(record.data(), aggregate.start(), aggregate.end());
                return true;
            }
            inAggregate = false;
            if (!nextRecord()) {
                return false;
            }
            if (record.isAggregate(packing)) {
                aggregate.open(record.data());
                inAggregate = true;
                subRecord = -1;
            } else {
                unpacking.unpack(record.data(), 0, record.data().length);
                return true;
            }
        }
    }

    private boolean nextRecord() {
        while (!records.hasNext()) {
            if (ranges.isEmpty()) {
                return false;
            }
            RangeReader range = ranges.getFirst();
            Optional<List<Fetched>> more = range.next();
            if (more.isPresent()) {
                records = more.get().iterator();
                split = range.split();
                shard = range.shard().getBytes(StandardCharsets.UTF_8);
            } else {
                ranges.removeFirst();
            }
        }
        record = records.next();
        offset = record.sequence().toString().getBytes(StandardCharsets.US_ASCII);
        return true;
    }

    @Override
    public byte[] bytes() {
        return unpacking.bytes();
    }

    @Override
    public int start() {
        return unpacking.start();
    }

    @Override
    public int end() {
        return unpacking.end();
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public void consumed(int count) {
        // A record is whole: nothing of it goes on in the next one.
    }

    @Override
    public Optional<String> damage() {
        return unpacking.damage();
    }

    @Override
    public String split() {
        return split;
    }

    @Override
    public BigInteger offset() {
        return record.sequence();
    }

    @Override
    public long timeMicros() {
        return record.arrivalMillis() * 1000;
    }

    @Override
    public List<Column> columns() {
        return columns.columns();
    }

    @Override
    public void appendCoordinates(int firstRow, int count) {
        byte[] key = inAggregate ? record.data() : record.key();
        int keyStart = inAggregate ? aggregate.keyStart() : 0;
        int keyEnd = inAggregate ? aggregate.keyEnd() : key.length;
        for (int row = firstRow; row < firstRow + count; row++) {
            columns.append(row, stream, shard, offset, key, keyStart, keyEnd, timeMicros());
        }
    }

    @Override
    public void clearColumns() {
        columns.clear();
    }

    @Override
    public String coordinates() {
        String within = inAggregate ? ",\"sub_record\":" + subRecord : "";
        return "{\"stream\":\"" + new String(stream, StandardCharsets.UTF_8) + "\",\"shard\":\""
                + new String(shard, StandardCharsets.UTF_8) + "\",\"offset\":\"" + record.sequence() + "\"" + within
                + "}";
    }

    @Override
    public void close() {
        ranges.clear();
        records = List.<Fetched>of().iterator();
    }
}
