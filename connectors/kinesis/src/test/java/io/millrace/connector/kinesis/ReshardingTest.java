package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.kinesis.KinesisEmulator;
import io.millrace.testing.kinesis.KinesisProxy;
import io.millrace.testing.kinesis.KinesisStreams;
import io.millrace.testing.kinesis.KinesisStreams.Shard;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReshardingTest {
    private static final RunLimit SOME = new RunLimit(7, 1L << 30);

    @Test
    void readsAParentToItsEndBeforeItsChildren() {
        String stream = Emulator.newStream(2);
        KinesisStreams streams = Emulator.streams();
        Emulator.put(stream, 0, 20);
        streams.split(stream, streams.openShards(stream).get(0));
        Emulator.put(stream, 20, 50);
        List<Shard> open = streams.openShards(stream);
        streams.merge(stream, open.get(1), open.get(2));
        Emulator.put(stream, 50, 80);

        try (Source source = Emulator.open(Emulator.endpoint(), stream)) {
            List<Payload> payloads = Drain.in(source, Position.START, SOME).payloads();

            assertThat(payloads)
                    .extracting(Payload::bytes)
                    .doesNotHaveDuplicates()
                    .hasSize(80);
            assertOrdered(payloads, streams.shards(stream), 0, 2);
            assertOrdered(payloads, streams.shards(stream), 0, 3);
            assertOrdered(payloads, streams.shards(stream), 2, 4);
        }
    }

    @Test
    void losesAndDoublesNothingUnderLoad() {
        String stream = Emulator.newStream(2);
        KinesisStreams streams = Emulator.streams();
        Random random = new Random(11);
        List<Payload> payloads = new ArrayList<>();
        Position position = Position.START;
        int written = 0;
        for (int round = 0; round < 12; round++) {
            Emulator.put(stream, written, written + 25);
            written += 25;
            try (Source source = Emulator.open(Emulator.endpoint(), stream)) {
                for (int run = 0; run < random.nextInt(6); run++) {
                    List<SplitRange> ranges = source.next(position, SOME);
                    payloads.addAll(Drain.read(source, ranges));
                    position = source.compact(position.advance(ranges));
                }
            }
            reshard(streams, stream, random);
        }
        try (Source source = Emulator.open(Emulator.endpoint(), stream)) {
            payloads.addAll(Drain.all(source, position).payloads());
        }

        assertThat(payloads)
                .extracting(Payload::bytes)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, written)
                        .mapToObj(n -> "{\"n\":" + n + "}")
                        .toList());
    }

    @Test
    void forgetsAShardThatIsGone() {
        String stream = Emulator.newStream(1);
        KinesisStreams streams = Emulator.streams();
        try (KinesisProxy proxy = KinesisProxy.start(Emulator.endpoint());
                Source source = Emulator.open(proxy.endpoint(), stream)) {
            Emulator.put(stream, 0, 5);
            String parent = streams.shards(stream).get(0).id();
            streams.split(stream, streams.shards(stream).get(0));
            Position position = source.compact(Drain.all(source, Position.START).position());
            assertThat(position.offsets()).containsKey(stream + "/" + parent);

            proxy.hide(parent);
            Emulator.put(stream, 5, 9);
            List<SplitRange> ranges = source.next(position, SOME);
            position = source.compact(position.advance(ranges));

            assertThat(position.offsets()).doesNotContainKey(stream + "/" + parent);
            assertThat(Drain.read(source, ranges)).hasSize(4);
        }
    }

    @Test
    void followsAChangeOfTheNumberOfShards() {
        try (KinesisEmulator emulator = KinesisEmulator.complete()) {
            KinesisStreams streams = new KinesisStreams(emulator.endpoint());
            streams.create("resized", 2);
            put(streams, 0, 10);
            try (Source source = Emulator.open(emulator.endpoint(), "resized")) {
                Drain first = Drain.in(source, Position.START, new RunLimit(4, 1L << 30));
                assertThat(first.payloads()).hasSize(10);
                put(streams, 10, 14);
                streams.resize("resized", 4);
                put(streams, 14, 30);

                Drain rest = Drain.all(source, source.compact(first.position()));

                assertThat(rest.payloads())
                        .extracting(Payload::bytes)
                        .doesNotHaveDuplicates()
                        .hasSize(20);
                assertThat(rest.payloads().stream().map(Payload::split).distinct())
                        .hasSizeGreaterThan(4);
            }
        }
    }

    private static void put(KinesisStreams streams, int from, int to) {
        List<Shard> open = streams.openShards("resized");
        for (int n = from; n < to; n++) {
            streams.put("resized", open.get(n % open.size()), "key", List.of(Emulator.json(n)));
        }
    }

    private static void reshard(KinesisStreams streams, String stream, Random random) {
        List<Shard> open = new ArrayList<>(streams.openShards(stream));
        open.sort((one, other) -> one.firstHash().compareTo(other.firstHash()));
        int which = random.nextInt(open.size());
        if (random.nextBoolean() || which + 1 == open.size()) {
            streams.split(stream, open.get(which));
        } else {
            streams.merge(stream, open.get(which), open.get(which + 1));
        }
    }

    /** Whether the last payload of a shard comes before the first of another. */
    private static void assertOrdered(List<Payload> payloads, List<Shard> shards, int parent, int child) {
        List<String> splits = payloads.stream().map(Payload::split).toList();
        int last = lastOf(splits, shards.get(parent).id());
        int first = firstOf(splits, shards.get(child).id());
        assertThat(last).isNotNegative().isLessThan(first);
    }

    private static int firstOf(List<String> splits, String shard) {
        return IntStream.range(0, splits.size())
                .filter(i -> splits.get(i).endsWith(shard))
                .findFirst()
                .orElseThrow();
    }

    private static int lastOf(List<String> splits, String shard) {
        return IntStream.range(0, splits.size())
                .filter(i -> splits.get(i).endsWith(shard))
                .max()
                .orElseThrow();
    }
}
