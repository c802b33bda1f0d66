package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
    @Test
    void keepsWhatWasWrittenOverARestart(@TempDir Path directory) {
        try (KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"))) {
            String address = broker.bootstrap();
            try (KafkaTopics topics = broker.topics()) {
                topics.create("orders", 2);
            }
            try (KafkaWriter writer = broker.writer()) {
                writer.send("orders", 1, "{}");
                writer.send("orders", 1, "{}");
            }
            broker.restart();

            assertThat(broker.bootstrap()).isEqualTo(address);
            try (KafkaTopics topics = broker.topics()) {
                assertThat(topics.names()).containsExactly("orders");
                assertThat(topics.end("orders", 1)).isEqualTo(2);
                assertThat(topics.end("orders", 0)).isZero();
                topics.deleteRecords("orders", 1, 1);
                assertThat(topics.beginning("orders", 1)).isEqualTo(1);
            }
        }
    }

    @Test
    void takesTransactions(@TempDir Path directory) {
        try (KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"));
                KafkaTopics topics = broker.topics();
                KafkaWriter writer = KafkaWriter.transactional(broker.bootstrap(), "t")) {
            topics.create("orders", 1);
            writer.begin();
            writer.send("orders", 0, "aborted");
            writer.abort();
            writer.begin();
            writer.send("orders", 0, "committed");
            writer.commit();

            // Two messages, and two markers that the broker writes in its own time.
            await().until(() -> topics.end("orders", 0) == 4);
        }
    }
}
