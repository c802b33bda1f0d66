package io.millrace.connector.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/** Consumers to be used again, for opening one costs more than a small run. Safe for use by several threads. */
final class ConsumerPool implements AutoCloseable {
    private static final int MAX_IDLE = 8;

    private final ClientProperties properties;
    private final Deque<Consumer<ByteBuffer, ByteBuffer>> idle = new ArrayDeque<>();
    private boolean closed;

    ConsumerPool(ClientProperties properties) {
        this.properties = properties;
    }

    ClientProperties properties() {
        return properties;
    }

    Consumer<ByteBuffer, ByteBuffer> take() {
        return poll().orElseGet(this::create);
    }

    /** Takes back a consumer that works. */
    void giveBack(Consumer<ByteBuffer, ByteBuffer> consumer) {
        consumer.unsubscribe();
        if (!keep(consumer)) {
            discard(consumer);
        }
    }

    /** Takes back a consumer that may not work any more. */
    void discard(Consumer<ByteBuffer, ByteBuffer> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    int idle() {
        synchronized (idle) {
            return idle.size();
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
        }
        Optional<Consumer<ByteBuffer, ByteBuffer>> consumer = poll();
        while (consumer.isPresent()) {
            discard(consumer.get());
            consumer = poll();
        }
    }

    private Optional<Consumer<ByteBuffer, ByteBuffer>> poll() {
        synchronized (idle) {
            return Optional.ofNullable(idle.pollLast());
        }
    }

    private boolean keep(Consumer<ByteBuffer, ByteBuffer> consumer) {
        synchronized (idle) {
            if (closed || idle.size() == MAX_IDLE) {
                return false;
            }
            idle.addLast(consumer);
            return true;
        }
    }

    /** The deserializer hands out slices of the fetched memory, so that no message is copied. */
    private Consumer<ByteBuffer, ByteBuffer> create() {
        try {
            return new KafkaConsumer<>(properties.values(), new ByteBufferDeserializer(), new ByteBufferDeserializer());
        } catch (KafkaException e) {
            throw KafkaErrors.translate("connect to Kafka", properties.hosts(), e);
        }
    }
}
