package io.millrace.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** What a test does to the topics of a {@link KafkaBroker}; every call returns when it is done. */
public final class KafkaTopics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;

    /** @param bootstrap where a broker listens, in this process or in another */
    public KafkaTopics(String bootstrap) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap, "client.id", "topics"));
    }

    public void create(String topic, int partitions) {
        create(topic, partitions, Map.of());
    }

    /** Creates a topic with configuration of its own, such as {@code cleanup.policy = compact}. */
    public void create(String topic, int partitions, Map<String, String> configuration) {
        NewTopic created = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configuration);
        await(admin.createTopics(List.of(created)).all());
        awaitLeaders(topic, partitions);
    }

    public void delete(String topic) {
        await(admin.deleteTopics(List.of(topic)).all());
    }

    public Set<String> names() {
        return await(admin.listTopics().names());
    }

    /** Adds partitions until there are {@code total}. */
    public void addPartitions(String topic, int total) {
        await(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total)))
                .all());
        awaitLeaders(topic, total);
    }

    /** Deletes what is before {@code offset}, as retention does. */
    public void deleteRecords(String topic, int partition, long offset) {
        await(admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    /** The offset after the last record, transaction markers included. */
    public long end(String topic, int partition) {
        return offset(topic, partition, OffsetSpec.latest());
    }

    /** The oldest offset kept. */
    public long beginning(String topic, int partition) {
        return offset(topic, partition, OffsetSpec.earliest());
    }

    /** A topic is known to the controller first, and to the broker that answers clients a moment later. */
    private void awaitLeaders(String topic, int partitions) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int known = 0;
        while (known < partitions) {
            try {
                end(topic, known);
                known++;
            } catch (IllegalStateException e) {
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private long offset(String topic, int partition, OffsetSpec spec) {
        TopicPartition key = new TopicPartition(topic, partition);
        return await(admin.listOffsets(Map.of(key, spec)).partitionResult(key)).offset();
    }

    @Override
    public void close() {
        admin.close();
    }

    static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
