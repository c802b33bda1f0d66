package io.millrace.server;

import io.millrace.testing.KafkaBroker;
import io.millrace.testing.KafkaTopics;
import io.millrace.testing.KafkaWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** One broker for the tests that do not stop it, with a topic of its own for each. */
public final class TestBroker {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static KafkaBroker broker;

    private TestBroker() {}

    public static synchronized KafkaBroker broker() {
        if (broker == null) {
            try {
                Path target = Files.createDirectories(Path.of("target"));
                broker = KafkaBroker.start(
                        Files.createTempDirectory(target, "kafka").toAbsolutePath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return broker;
    }

    /** The name of a new topic, which exists when this returns. */
    public static String newTopic(int partitions) {
        String name = "topic-" + TOPICS.incrementAndGet();
        createTopic(name, partitions);
        return name;
    }

    /** Makes a topic of that name, which exists when this returns. */
    public static void createTopic(String name, int partitions) {
        try (KafkaTopics topics = broker().topics()) {
            topics.create(name, partitions);
        }
    }

    /** Writes values to a partition; they are there when this returns. */
    public static void write(String topic, int partition, String... values) {
        try (KafkaWriter writer = broker().writer()) {
            for (String value : values) {
                writer.send(topic, partition, value);
            }
        }
    }
}
