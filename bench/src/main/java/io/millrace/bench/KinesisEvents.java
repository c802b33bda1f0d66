package io.millrace.bench;

import io.millrace.connector.generator.ClickstreamTemplate;
import io.millrace.connector.generator.EventBuffer;
import io.millrace.testing.kinesis.Aggregates;
import io.millrace.testing.kinesis.KinesisStreams;
import io.millrace.testing.kinesis.KinesisStreams.Shard;
import java.util.ArrayList;
import java.util.List;

/**
 * Events in the shards of a stream, one partition a shard.
 *
 * @param records of Kinesis
 * @param bytes of the events themselves
 */
record KinesisEvents(String stream, long records, long bytes) {
    private static final int PUT_BYTES = 2 << 20;
    private static final String KEY = "key";

    /** @param eventsPerRecord more than 1 are an aggregate of the producer library */
    static KinesisEvents put(KinesisStreams streams, String stream, Clicks clicks, int eventsPerRecord) {
        streams.create(stream, clicks.partitions());
        List<Shard> shards = streams.openShards(stream);
        ClickstreamTemplate template = Clicks.template();
        EventBuffer buffer = new EventBuffer();
        long records = 0;
        long bytes = 0;
        for (int partition = 0; partition < clicks.partitions(); partition++) {
            List<byte[]> put = new ArrayList<>();
            List<byte[]> record = new ArrayList<>();
            long putBytes = 0;
            long events = clicks.inPartition(partition);
            for (long event = 0; event < events; event++) {
                template.write(partition, event, buffer);
                record.add(buffer.toBytes());
                bytes += buffer.length();
                putBytes += buffer.length();
                boolean last = event == events - 1;
                if (record.size() == eventsPerRecord || last) {
                    put.add(eventsPerRecord == 1 ? record.get(0) : Aggregates.of(record));
                    record.clear();
                    records++;
                }
                if (putBytes > PUT_BYTES || last) {
                    streams.put(stream, shards.get(partition), KEY, put);
                    put.clear();
                    putBytes = 0;
                }
            }
        }
        return new KinesisEvents(stream, records, bytes);
    }
}
