package io.millrace.connector.kafka;

import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Source;
import io.millrace.testing.KafkaBroker;
import io.millrace.testing.KafkaTopics;
import io.millrace.testing.KafkaWriter;
import io.millrace.testing.SteppingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One broker for all tests of this module, with a topic of its own for each. */
final class SharedBroker {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static KafkaBroker broker;

    private SharedBroker() {}

    static synchronized KafkaBroker broker() {
        if (broker == null) {
            try {
                broker = KafkaBroker.start(
                        Files.createTempDirectory(Path.of("target"), "kafka").toAbsolutePath());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return broker;
    }

    static String newTopic(int partitions) {
        return newTopic(partitions, Map.of());
    }

    static String newTopic(int partitions, Map<String, String> configuration) {
        String name = "topic-" + TOPICS.incrementAndGet();
        topics(topics -> topics.create(name, partitions, configuration));
        return name;
    }

    static void topics(Consumer<KafkaTopics> action) {
        try (KafkaTopics topics = broker().topics()) {
            action.accept(topics);
        }
    }

    static void write(Consumer<KafkaWriter> action) {
        try (KafkaWriter writer = broker().writer()) {
            action.accept(writer);
        }
    }

    static Source open(String topic) {
        return open(broker().bootstrap(), topic, Map.of());
    }

    /** Opens a source that looks for partitions at every planning and gives up after two seconds. */
    static Source open(String hosts, String topic, Map<OptionSpec<?>, String> more) {
        Map<String, OptionValue> options = new HashMap<>();
        options.put("TOPIC", new OptionValue.Text(topic));
        options.put("CONSUMER_PROPERTIES", new OptionValue.Text("default.api.timeout.ms = 2000"));
        more.forEach((spec, value) -> options.put(spec.name(), new OptionValue.Text(value)));
        Options connection = new Options(Map.of("HOSTS", new OptionValue.Text(hosts)));
        return new KafkaConnector(new SteppingClock(Instant.EPOCH, Duration.ofSeconds(5)))
                .open(connection, new Options(options));
    }
}
