package io.millrace.server;

import io.millrace.testing.kinesis.KinesisEmulator;
import io.millrace.testing.kinesis.KinesisStreams;
import io.millrace.testing.kinesis.KinesisStreams.Shard;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One emulator of Kinesis for all tests, with a stream of its own for each. */
public final class TestKinesis {
    private static final AtomicInteger STREAMS = new AtomicInteger();
    private static KinesisEmulator emulator;

    private TestKinesis() {}

    public static synchronized URI endpoint() {
        if (emulator == null) {
            emulator = KinesisEmulator.fast();
        }
        return emulator.endpoint();
    }

    /** The name of a new stream, which exists when this returns. */
    public static String newStream(int shards) {
        String name = "stream-" + STREAMS.incrementAndGet();
        create(name, shards);
        return name;
    }

    /** Makes a stream of that name, which exists when this returns. */
    public static void create(String name, int shards) {
        streams().create(name, shards);
    }

    /** Puts values into the open shards in turn; they are there when this returns. */
    public static void put(String stream, List<String> values) {
        List<Shard> open = streams().openShards(stream);
        for (int i = 0; i < open.size(); i++) {
            List<byte[]> records = new ArrayList<>();
            for (int n = i; n < values.size(); n += open.size()) {
                records.add(values.get(n).getBytes(StandardCharsets.UTF_8));
            }
            streams().put(stream, open.get(i), "key", records);
        }
    }

    /** Splits the first open shard. */
    public static void split(String stream) {
        streams().split(stream, streams().openShards(stream).get(0));
    }

    private static KinesisStreams streams() {
        return new KinesisStreams(endpoint());
    }
}
