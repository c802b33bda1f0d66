package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.KafkaWriter;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSourceTest {
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);
    private static final StartPoint BEGINNING = new StartPoint.Beginning();

    @Test
    void readsCommittedTransactionsOnly() {
        String topic = SharedBroker.newTopic(1);
        try (Source source = SharedBroker.open(topic);
                KafkaWriter writer =
                        KafkaWriter.transactional(SharedBroker.broker().bootstrap(), topic)) {
            Position start = source.start(BEGINNING);
            for (int i = 0; i < 30; i++) {
                writer.begin();
                writer.send(topic, 0, "a" + i);
                writer.send(topic, 0, "b" + i);
                if (i % 3 == 0) {
                    writer.commit();
                } else {
                    writer.abort();
                }
            }

            await().until(() -> source.next(start, ALL).get(0).end() == 90);

            Drain all = Drain.all(source, start);
            Drain piecewise = Drain.in(source, start, new RunLimit(2, 1L << 30));

            assertThat(all.payloads()).hasSize(20);
            assertThat(all.payloads()).extracting(Payload::bytes).startsWith("a0", "b0", "a3", "b3");
            assertThat(piecewise).isEqualTo(all);
            assertThat(all.position().longs()).containsEntry(topic + "/0", 90L);
        }
    }

    @Test
    void endsARangeOfNothingButAbortedMessages() {
        String topic = SharedBroker.newTopic(1);
        try (Source source = SharedBroker.open(topic);
                KafkaWriter writer =
                        KafkaWriter.transactional(SharedBroker.broker().bootstrap(), topic)) {
            Position start = source.start(BEGINNING);
            writer.begin();
            IntStream.range(0, 1000).forEach(i -> writer.send(topic, 0, "aborted" + i));
            writer.abort();
            await().until(() -> !source.next(start, ALL).isEmpty());

            Drain drain = Drain.all(source, start);

            assertThat(drain.payloads()).isEmpty();
            assertThat(drain.position().longs()).containsEntry(topic + "/0", 1001L);
        }
    }

    @Test
    void waitsForTheEndOfATransaction() {
        String topic = SharedBroker.newTopic(1);
        try (Source source = SharedBroker.open(topic);
                KafkaWriter writer =
                        KafkaWriter.transactional(SharedBroker.broker().bootstrap(), topic)) {
            Position start = source.start(BEGINNING);
            writer.begin();
            writer.send(topic, 0, "first");
            writer.flush();
            SharedBroker.write(other -> other.send(topic, 0, "behind"));

            assertThat(source.next(start, ALL)).isEmpty();
            writer.commit();

            // A commit returns when it is decided; its marker in the partition may come a moment later.
            await().until(() -> !source.next(start, ALL).isEmpty());
            assertThat(Drain.all(source, start).payloads())
                    .extracting(Payload::bytes)
                    .containsExactly("first", "behind");
        }
    }

    @Test
    void goesOnAfterARestartOfTheBroker() {
        String topic = SharedBroker.newTopic(2);
        try (Source source = SharedBroker.open(topic)) {
            Position start = source.start(BEGINNING);
            fill(topic, 0, 10);
            Drain before = Drain.all(source, start);
            SharedBroker.broker().restart();
            fill(topic, 1, 5);

            assertThat(Drain.all(source, before.position()).payloads()).hasSize(5);
            assertThat(Drain.all(source, start).payloads()).hasSize(15);
        }
    }

    @Test
    void readsOverOffsetsThatWereCompacted() {
        String topic = SharedBroker.newTopic(
                1,
                Map.of(
                        "cleanup.policy", "compact",
                        "segment.bytes", "1048576",
                        "min.cleanable.dirty.ratio", "0.01",
                        "min.compaction.lag.ms", "0"));
        byte[] padding = new byte[200_000];
        SharedBroker.write(writer -> {
            for (int i = 0; i < 40; i++) {
                writer.send(new ProducerRecord<>(topic, 0, new byte[] {(byte) (i % 4)}, padding));
                writer.flush();
            }
        });
        try (Source source = SharedBroker.open(topic)) {
            Position start = source.start(BEGINNING);
            await().until(() -> Drain.all(source, start).payloads().size() < 30);

            Drain drain = Drain.in(source, start, new RunLimit(1, 1L << 30));

            assertThat(drain.position().longs()).containsEntry(topic + "/0", 40L);
            assertThat(drain.payloads())
                    .hasSizeLessThan(30)
                    .extracting(payload -> payload.offset().longValueExact())
                    .endsWith(38L, 39L);
        }
    }

    @Test
    void saysWhatRetentionTook() {
        String topic = SharedBroker.newTopic(2);
        fill(topic, 0, 10);
        fill(topic, 1, 10);
        try (Source source = SharedBroker.open(topic)) {
            Position position = Position.of(Map.of(topic + "/0", 3L, topic + "/1", 8L));
            SharedBroker.topics(topics -> topics.deleteRecords(topic, 0, 7));

            assertThatThrownBy(() -> source.next(position, ALL))
                    .hasMessage("Cannot go on after position: " + topic
                            + "/0 is to be read from offset 3, the oldest kept is 7: 4 offsets are lost");
            Position skipped = source.skipLost(position);

            assertThat(skipped.longs()).containsEntry(topic + "/0", 7L).containsEntry(topic + "/1", 8L);
            assertThat(Drain.all(source, skipped).payloads()).hasSize(5);
        }
    }

    @Test
    void skipsNothingWhenMessagesGoBetweenPlanningAndReading() {
        String topic = SharedBroker.newTopic(1);
        fill(topic, 0, 10);
        try (Source source = SharedBroker.open(topic)) {
            List<SplitRange> ranges = source.next(source.start(BEGINNING), ALL);
            SharedBroker.topics(topics -> topics.deleteRecords(topic, 0, 4));

            assertThatThrownBy(() -> Drain.read(source, ranges))
                    .hasMessageContaining(topic + "/0 no longer holds offset 0");
        }
    }

    @Test
    void noticesThatATopicWasCreatedAgain() {
        String topic = SharedBroker.newTopic(1);
        fill(topic, 0, 3);
        Position position;
        try (Source source = SharedBroker.open(topic)) {
            position = Drain.all(source, source.start(BEGINNING)).position();
        }
        SharedBroker.topics(topics -> {
            topics.delete(topic);
            await().until(() -> !topics.names().contains(topic));
            topics.create(topic, 1);
        });
        fill(topic, 0, 8);

        try (Source source = SharedBroker.open(topic)) {
            assertThatThrownBy(() -> source.next(position, ALL))
                    .hasMessageContaining("topic " + topic + " was deleted and created again");
            assertThat(Drain.all(source, source.skipLost(position)).payloads()).hasSize(8);
        }
    }

    @Test
    void refusesAPositionBeyondTheEnd() {
        String topic = SharedBroker.newTopic(1);
        fill(topic, 0, 3);
        try (Source source = SharedBroker.open(topic)) {
            Position beyond = Position.of(Map.of(topic + "/0", 50L));
            Position gone = Position.of(Map.of(topic + "/7", 50L));

            assertThatThrownBy(() -> source.next(beyond, ALL))
                    .hasMessageContaining(topic + "/0 was read up to offset 50, but ends at 3");
            assertThatThrownBy(() -> source.next(gone, ALL))
                    .hasMessageContaining(topic + "/7 was read up to offset 50, but does not exist");
            assertThat(source.skipLost(gone).offsets()).doesNotContainKey(topic + "/7");
        }
    }

    @Test
    void namesTheNearestTopicWhenOneIsMissing() {
        String topic = SharedBroker.newTopic(1);
        try (Source source = SharedBroker.open(topic + "x")) {
            assertThatThrownBy(source::validate)
                    .hasMessage("Cannot find topic: " + topic + "x")
                    .satisfies(error -> assertThat(((MillraceException) error).describe())
                            .contains("did you mean topic-", "MISSING_TOPIC"));
        }
    }

    @Test
    void waitsForATopicIfTold() {
        try (Source source = SharedBroker.open(
                SharedBroker.broker().bootstrap(), "later", Map.of(KafkaOptions.SKIP_VALIDATIONS, "MISSING_TOPIC"))) {
            source.validate();
            Position start = source.start(new StartPoint.Now());
            assertThat(source.next(start, ALL)).isEmpty();
            SharedBroker.topics(topics -> topics.create("later", 1));
            fill("later", 0, 3);

            assertThat(Drain.all(source, start).payloads()).hasSize(3);
        }
    }

    @Test
    void endsWithinItsTimeoutWhenThereIsNoBroker() {
        try (Source source = SharedBroker.open("127.0.0.1:1", "orders", Map.of())) {
            assertThatThrownBy(source::validate).hasMessageStartingWith("Cannot describe topic orders: ");
            assertThatThrownBy(() -> Drain.read(source, List.of(SplitRange.of("orders/0", 0, 10, 0))))
                    .hasMessageStartingWith("Cannot read orders/0: nothing came for 2000 ms");
        }
    }

    @Test
    void readsSeveralRangesOfOnePartition() {
        String topic = SharedBroker.newTopic(2);
        fill(topic, 0, 20);
        fill(topic, 1, 20);
        try (Source source = SharedBroker.open(topic)) {
            List<SplitRange> ranges = List.of(
                    SplitRange.of(topic + "/0", 0, 5, 0),
                    SplitRange.of(topic + "/1", 3, 9, 0),
                    SplitRange.of(topic + "/0", 5, 12, 0));

            assertThat(Drain.read(source, ranges)).hasSize(18);
        }
    }

    @Test
    void sharesARunFairly() {
        String topic = SharedBroker.newTopic(3);
        fill(topic, 0, 100);
        fill(topic, 1, 100);
        fill(topic, 2, 4);
        try (Source source = SharedBroker.open(topic)) {
            List<SplitRange> ranges = source.next(source.start(BEGINNING), new RunLimit(30, 1L << 30));

            assertThat(ranges).extracting(SplitRange::payloads).containsExactly(13L, 13L, 4L);
        }
    }

    @Test
    void startsAtATime() {
        String topic = SharedBroker.newTopic(1);
        long base = System.currentTimeMillis() - 100_000;
        SharedBroker.write(writer -> {
            for (int i = 0; i < 10; i++) {
                writer.send(new ProducerRecord<>(topic, 0, base + i * 1000L, null, new byte[] {'1'}));
            }
        });
        try (Source source = SharedBroker.open(topic)) {
            Position start = source.start(new StartPoint.At(Instant.ofEpochMilli(base + 3500)));
            Position end = source.end(new StartPoint.At(Instant.ofEpochMilli(base + 7000)));

            assertThat(start.longs()).containsEntry(topic + "/0", 4L);
            assertThat(end.longs()).containsExactly(Map.entry(topic + "/0", 7L));
            assertThat(source.start(new StartPoint.At(Instant.ofEpochMilli(base + 60_000)))
                            .longs())
                    .containsEntry(topic + "/0", 10L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void readsCompressedMessages(String compression) {
        String topic = SharedBroker.newTopic(1);
        try (KafkaWriter writer = KafkaWriter.compressed(SharedBroker.broker().bootstrap(), compression)) {
            IntStream.range(0, 500).forEach(i -> writer.send(topic, 0, "value " + i));
        }
        try (Source source = SharedBroker.open(topic)) {
            assertThat(Drain.all(source, source.start(BEGINNING)).payloads())
                    .hasSize(500)
                    .extracting(Payload::bytes)
                    .endsWith("value 499");
        }
    }

    @Test
    void readsAMessageThatIsLargerThanAFetch() {
        String topic = SharedBroker.newTopic(1, Map.of("max.message.bytes", "100000000"));
        byte[] huge = new byte[30_000_000];
        SharedBroker.write(writer -> {
            writer.send(topic, 0, huge);
            writer.send(topic, 0, "small");
        });
        try (Source source = SharedBroker.open(topic)) {
            assertThat(Drain.all(source, source.start(BEGINNING)).payloads())
                    .extracting(payload -> payload.bytes().length())
                    .containsExactly(huge.length, 5);
        }
    }

    @Test
    void copiesNoMessage() {
        String topic = SharedBroker.newTopic(1);
        fill(topic, 0, 100);
        try (Source source = SharedBroker.open(topic);
                PayloadReader reader = source.read(source.next(source.start(BEGINNING), ALL))) {
            List<byte[]> arrays = new ArrayList<>();
            while (reader.next()) {
                arrays.add(reader.bytes());
            }

            assertThat(arrays.stream().distinct()).hasSizeLessThan(10);
        }
    }

    @Test
    void givesTextAsTextAndTheRestAsBytes() {
        String topic = SharedBroker.newTopic(1);
        byte[] binary = {(byte) 0xff, 1};
        SharedBroker.write(writer -> {
            ProducerRecord<byte[], byte[]> first = new ProducerRecord<>(topic, 0, utf8("käse"), utf8("{}"));
            first.headers().add(new RecordHeader("a", utf8("x"))).add(new RecordHeader("a", binary));
            first.headers().add(new RecordHeader("none", null));
            writer.send(first);
            writer.send(new ProducerRecord<>(topic, 0, binary, null));
            writer.send(topic, 0, "neither key nor headers");
        });
        try (Source source = SharedBroker.open(topic);
                PayloadReader reader = source.read(source.next(source.start(BEGINNING), ALL))) {
            assertThat(reader.next()).isTrue();
            reader.appendCoordinates(0, 1);
            assertThat(reader.next()).isTrue();
            assertThat(reader.end() - reader.start())
                    .as("a message without a value")
                    .isZero();
            reader.appendCoordinates(1, 1);
            assertThat(reader.coordinates()).isEqualTo("{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":1}");
            assertThat(reader.next()).isTrue();
            reader.appendCoordinates(2, 1);
            assertThat(reader.next()).isFalse();

            List<Column> columns = reader.columns();
            assertThat(columns.get(2).longs(Kind.BIGINT).size()).isEqualTo(3);
            assertThat(columns.get(4).bytes(Kind.BINARY).size()).isEqualTo(1);
            assertThat(columns.get(3).bytes(Kind.STRING).string(0)).isEqualTo("käse");
            assertThat(columns.get(3).bytes(Kind.STRING).size()).isEqualTo(1);
            assertThat(columns.get(4).bytes(Kind.BINARY).slots()[0]).isEqualTo(1);
            ListVector headers = columns.get(5).lists();
            StructVector header = headers.element().structs();
            assertThat(headers.size()).isEqualTo(1);
            assertThat(headers.elements()).isEqualTo(3);
            assertThat(header.fields().get(0).bytes(Kind.STRING).string(2)).isEqualTo("none");
            assertThat(header.fields().get(1).bytes(Kind.STRING).size()).isEqualTo(1);
            assertThat(header.fields().get(2).bytes(Kind.BINARY).slots()[0]).isEqualTo(1);
        }
    }

    @Test
    void keepsConsumersForTheNextRun() {
        String topic = SharedBroker.newTopic(1);
        fill(topic, 0, 10);
        ClientProperties properties = new ClientProperties(Map.of(
                "bootstrap.servers",
                SharedBroker.broker().bootstrap(),
                "default.api.timeout.ms",
                2000,
                "fetch.max.wait.ms",
                5,
                "auto.offset.reset",
                "none"));
        try (ConsumerPool pool = new ConsumerPool(properties)) {
            for (int i = 0; i < 20; i++) {
                List<SplitRange> ranges = List.of(SplitRange.of(topic + "/0", 2, 5, 0));
                try (PayloadReader reader = new KafkaPayloadReader(pool, new Traffic(), ranges)) {
                    assertThat(reader.next()).isTrue();
                    assertThat(reader.offset()).isEqualTo(2);
                }
            }
            assertThat(pool.idle()).isEqualTo(1);
        }
    }

    private static void fill(String topic, int partition, int count) {
        SharedBroker.write(writer -> {
            for (int i = 0; i < count; i++) {
                writer.send(topic, partition, "{\"i\":" + i + "}");
            }
        });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
