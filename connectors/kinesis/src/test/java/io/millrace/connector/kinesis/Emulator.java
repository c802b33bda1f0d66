package io.millrace.connector.kinesis;

import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Source;
import io.millrace.testing.SteppingClock;
import io.millrace.testing.kinesis.KinesisEmulator;
import io.millrace.testing.kinesis.KinesisStreams;
import io.millrace.testing.kinesis.KinesisStreams.Shard;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** One emulator for all tests of this module, with a stream of its own for each. */
final class Emulator {
    private static final AtomicInteger STREAMS = new AtomicInteger();
    private static KinesisEmulator emulator;

    private Emulator() {}

    static synchronized URI endpoint() {
        if (emulator == null) {
            emulator = KinesisEmulator.fast();
        }
        return emulator.endpoint();
    }

    static KinesisStreams streams() {
        return new KinesisStreams(endpoint());
    }

    static String newStream(int shards) {
        String name = "stream-" + STREAMS.incrementAndGet();
        streams().create(name, shards);
        return name;
    }

    /** Puts {@code {"n":i}} for each i in {@code [from, to)}, into the open shards in turn. */
    static void put(String stream, int from, int to) {
        List<Shard> shards = streams().openShards(stream);
        for (int i = 0; i < shards.size(); i++) {
            List<byte[]> records = new ArrayList<>();
            for (int n = from; n < to; n++) {
                if (n % shards.size() == i) {
                    records.add(json(n));
                }
            }
            streams().put(stream, shards.get(i), "key", records);
        }
    }

    static byte[] json(int n) {
        return ("{\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8);
    }

    static Source open(URI endpoint, String stream) {
        return open(endpoint, stream, Map.of());
    }

    /** Opens a source that asks Kinesis, and looks for shards, at every planning. */
    static Source open(URI endpoint, String stream, Map<OptionSpec<?>, String> more) {
        return connector(clock()).open(connection(endpoint), source(stream, more));
    }

    static KinesisConnector connector(InstantSource clock) {
        return new KinesisConnector(clock, daemons(), 64 << 20);
    }

    static InstantSource clock() {
        return new SteppingClock(Instant.now(), Duration.ofSeconds(6));
    }

    static Options connection(URI endpoint) {
        return new Options(Map.of(
                "ENDPOINT", new OptionValue.Text(endpoint.toString()),
                "REGION", new OptionValue.Text("us-east-1"),
                "AWS_ACCESS_KEY_ID", new OptionValue.Text("test"),
                "AWS_SECRET_ACCESS_KEY", new OptionValue.Text("test")));
    }

    static Options source(String stream, Map<OptionSpec<?>, String> more) {
        Map<String, OptionValue> options = new HashMap<>();
        options.put("STREAM", new OptionValue.Text(stream));
        more.forEach((spec, value) -> options.put(spec.name(), new OptionValue.Text(value)));
        return new Options(options);
    }

    private static ThreadFactory daemons() {
        return runnable -> {
            Thread thread = new Thread(runnable, "kinesis");
            thread.setDaemon(true);
            return thread;
        };
    }
}
