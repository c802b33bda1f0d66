package io.millrace.bench;

import io.millrace.connector.generator.ClickstreamTemplate;
import io.millrace.connector.generator.EventBuffer;
import io.millrace.connector.generator.EventTimes;
import io.millrace.testing.KafkaTopics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The events that are measured with: the same in every run, spread over partitions in turn.
 *
 * @param count of all partitions together
 */
record Clicks(long count, int partitions) {
    private static final long SEED = 42;
    private static final EventTimes TIMES =
            EventTimes.of(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMillis(997));
    private static final int BUFFER = 1 << 20;
    private static final Map<String, String> TOPIC = Map.of("retention.ms", "-1", "segment.bytes", "268435456");

    static ClickstreamTemplate template() {
        return new ClickstreamTemplate(SEED, TIMES);
    }

    /** The sum of all sequence numbers, which the events themselves carry. */
    long sequenceSum() {
        long sum = 0;
        for (int partition = 0; partition < partitions; partition++) {
            long events = inPartition(partition);
            sum += events * (events - 1) / 2;
        }
        return sum;
    }

    /** How many events a partition has. */
    long inPartition(int partition) {
        return count / partitions + (partition < count % partitions ? 1 : 0);
    }

    /** Writes all to a new topic; the bytes of their values. */
    long toTopic(String broker, String topic, String compression) {
        try (KafkaTopics topics = new KafkaTopics(broker)) {
            topics.create(topic, partitions, TOPIC);
        }
        ClickstreamTemplate template = template();
        EventBuffer buffer = new EventBuffer();
        long bytes = 0;
        try (Producer producer = new Producer(broker, compression)) {
            for (long event = 0; event < count; event++) {
                int partition = (int) (event % partitions);
                template.write(partition, event / partitions, buffer);
                producer.send(topic, partition, buffer.toBytes());
                bytes += buffer.length();
            }
        }
        return bytes;
    }

    /** Writes all to a file, one a line, in the order in which they enter a topic. */
    void toFile(Path file) {
        toFile(
                file,
                count,
                (template, event, buffer) -> template.write((int) (event % partitions), event / partitions, buffer));
    }

    /** Writes the events of a partition to a file, one a line. */
    void toFile(int partition, Path file) {
        toFile(file, inPartition(partition), (template, event, buffer) -> template.write(partition, event, buffer));
    }

    private interface Nth {
        void write(ClickstreamTemplate template, long event, EventBuffer buffer);
    }

    private static void toFile(Path file, long events, Nth nth) {
        ClickstreamTemplate template = template();
        EventBuffer buffer = new EventBuffer();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            for (long event = 0; event < events; event++) {
                nth.write(template, event, buffer);
                out.write(buffer.bytes(), 0, buffer.length());
                out.write('\n');
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
