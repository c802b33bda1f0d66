package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.KafkaBroker;
import io.millrace.testing.KafkaTopics;
import io.millrace.testing.KafkaWriter;
import io.millrace.testing.TcpProxy;
import io.millrace.testing.source.Drain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KafkaNetworkTest {
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);
    private static final int MESSAGES = 20_000;

    @TempDir
    private Path directory;

    private TcpProxy proxy;
    private KafkaBroker broker;
    private Source source;
    private Position start;

    @BeforeEach
    void open() {
        proxy = TcpProxy.start();
        String address = "127.0.0.1:" + proxy.port();
        broker =
                KafkaBroker.start(directory.resolve("kafka"), Map.of("advertised.listeners", "PLAINTEXT://" + address));
        proxy.forwardTo(Integer.parseInt(broker.bootstrap().split(":")[1]));
        try (KafkaTopics topics = broker.topics()) {
            topics.create("orders", 1);
        }
        try (KafkaWriter writer = broker.writer()) {
            for (int i = 0; i < MESSAGES; i++) {
                writer.send("orders", 0, new byte[1000]);
            }
        }
        source = SharedBroker.open(address, "orders", Map.of());
        start = source.start(new StartPoint.Beginning());
    }

    @AfterEach
    void close() {
        source.close();
        broker.close();
        proxy.close();
    }

    @Test
    @Timeout(120)
    void givesUpOnANetworkThatStands() {
        List<SplitRange> ranges = source.next(start, ALL);
        proxy.set(TcpProxy.Mode.STALL);

        assertThatThrownBy(() -> source.next(start, ALL)).satisfies(KafkaNetworkTest::isAway);
        assertThatThrownBy(() -> Drain.read(source, ranges)).satisfies(KafkaNetworkTest::isAway);
        proxy.set(TcpProxy.Mode.PASS);

        assertThat(Drain.all(source, start).payloads()).hasSize(MESSAGES);
    }

    @Test
    void losesNothingWhenConnectionsAreCut() {
        List<SplitRange> ranges = source.next(start, ALL);
        int count = 0;
        try (PayloadReader reader = source.read(ranges)) {
            while (reader.next()) {
                assertThat(reader.offset().longValueExact()).isEqualTo(count);
                if (++count % 5000 == 0) {
                    proxy.cut();
                }
            }
        }

        assertThat(count).isEqualTo(MESSAGES);
    }

    @Test
    void saysThatItIsRefused() {
        proxy.set(TcpProxy.Mode.REFUSE);
        assertThatThrownBy(() -> source.next(start, ALL)).satisfies(KafkaNetworkTest::isAway);
        proxy.set(TcpProxy.Mode.PASS);

        assertThat(source.next(start, ALL)).hasSize(1);
    }

    private static void isAway(Throwable error) {
        assertThat(((MillraceException) error).code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
    }
}
