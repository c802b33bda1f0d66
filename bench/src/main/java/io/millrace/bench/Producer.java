package io.millrace.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to a topic, with little memory of its own. */
final class Producer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /**
     * One request at a time: with five, which is Kafka's default, a partition of a new topic sometimes took nothing more
     * after its first batches, until they expired. Why is not known.
     */
    Producer(String broker, String compression) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                broker,
                "compression.type",
                compression,
                "acks",
                "all",
                "linger.ms",
                5,
                "max.in.flight.requests.per.connection",
                1,
                "batch.size",
                128 << 10,
                "buffer.memory",
                32L << 20,
                "enable.metrics.push",
                false);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void send(String topic, int partition, byte[] value) {
        send(topic, partition, value, time -> {});
    }

    /** @param appended is told the time that the message has in the topic, in milliseconds; on a thread of the producer */
    void send(String topic, int partition, byte[] value, LongConsumer appended) {
        var unused = producer.send(new ProducerRecord<>(topic, partition, null, value), (metadata, error) -> {
            if (error == null) {
                appended.accept(metadata.timestamp());
            } else {
                failure.compareAndSet(null, error);
            }
        });
    }

    /** Waits until all is written; throws when something was not. */
    @Override
    public void close() {
        producer.flush();
        producer.close();
        Exception error = failure.get();
        if (error != null) {
            throw new IllegalStateException("Cannot write to the broker", error);
        }
    }
}
