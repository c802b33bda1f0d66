package io.millrace.testing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records to a broker. Records are on their way until {@link #flush}. */
public final class KafkaWriter implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private KafkaWriter(Map<String, Object> properties) {
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static KafkaWriter plain(String bootstrap) {
        return new KafkaWriter(properties(bootstrap));
    }

    /** A writer that compresses its batches: {@code gzip}, {@code snappy}, {@code lz4} or {@code zstd}. */
    public static KafkaWriter compressed(String bootstrap, String compression) {
        Map<String, Object> properties = properties(bootstrap);
        properties.put("compression.type", compression);
        return new KafkaWriter(properties);
    }

    /** A writer whose records are seen between {@link #begin} and {@link #commit} only, or never. */
    public static KafkaWriter transactional(String bootstrap, String id) {
        Map<String, Object> properties = properties(bootstrap);
        properties.put("transactional.id", id);
        KafkaWriter writer = new KafkaWriter(properties);
        writer.producer.initTransactions();
        return writer;
    }

    public void begin() {
        producer.beginTransaction();
    }

    public void commit() {
        flush();
        producer.commitTransaction();
    }

    public void abort() {
        producer.flush();
        producer.abortTransaction();
    }

    public void send(String topic, int partition, String value) {
        send(topic, partition, value.getBytes(StandardCharsets.UTF_8));
    }

    public void send(String topic, int partition, byte[] value) {
        send(new ProducerRecord<>(topic, partition, null, value));
    }

    /** Sends a record with key, headers or a time of its own. */
    public void send(ProducerRecord<byte[], byte[]> event) {
        var unused = producer.send(event, (metadata, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    /** Waits until all is written; throws when something was not. */
    public void flush() {
        producer.flush();
        Exception error = failure.get();
        if (error != null) {
            throw new IllegalStateException("Cannot write to broker", error);
        }
    }

    @Override
    public void close() {
        try {
            flush();
        } finally {
            producer.close();
        }
    }

    private static Map<String, Object> properties(String bootstrap) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("acks", "all");
        properties.put("linger.ms", 5);
        properties.put("batch.size", 256 << 10);
        properties.put("max.request.size", 128 << 20);
        properties.put("buffer.memory", 256L << 20);
        properties.put("metric.reporters", "");
        properties.put("enable.metrics.push", false);
        return properties;
    }
}
