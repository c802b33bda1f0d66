package io.millrace.connector.kafka;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the cluster says of a source's topics: partitions and offsets. Every call ends within the client's timeout. */
final class Topics implements AutoCloseable {
    private static final Duration MAX_AGE = Duration.ofSeconds(3);

    private final TopicNames names;
    private final boolean missingAllowed;
    private final ClientProperties properties;
    private final InstantSource clock;
    private Optional<Admin> admin = Optional.empty();
    private Layout layout = new Layout(Map.of(), Map.of());
    private Instant described = Instant.MIN;

    /**
     * @param ids of the topics that exist, by name
     * @param partitions of these topics, in order, with the names of their splits
     * @param splits these names
     */
    record Layout(Map<String, String> ids, Map<TopicPartition, String> partitions, Set<String> splits) {
        Layout(Map<String, String> ids, Map<TopicPartition, String> partitions) {
            this(ids, partitions, Set.copyOf(partitions.values()));
        }
    }

    Topics(TopicNames names, boolean missingAllowed, ClientProperties properties, InstantSource clock) {
        this.names = names;
        this.missingAllowed = missingAllowed;
        this.properties = properties;
        this.clock = clock;
    }

    /** The partitions by now, or as of a few seconds ago. */
    Layout layout() {
        Instant now = clock.instant();
        boolean fresh = !now.isBefore(described) && now.isBefore(described.plus(MAX_AGE));
        return described.equals(Instant.MIN) || !fresh ? refresh() : layout;
    }

    Layout refresh() {
        List<String> all = all();
        Map<String, KafkaFuture<TopicDescription>> futures =
                admin().describeTopics(all).topicNameValues();
        Map<String, String> ids = new LinkedHashMap<>();
        Map<TopicPartition, String> partitions = new LinkedHashMap<>();
        for (String name : all) {
            describe(name, futures.get(name)).ifPresent(topic -> {
                ids.put(name, topic.topicId().toString());
                for (int i = 0; i < topic.partitions().size(); i++) {
                    TopicPartition partition = new TopicPartition(name, i);
                    partitions.put(partition, Partition.split(partition));
                }
            });
        }
        layout = new Layout(ids, partitions);
        described = clock.instant();
        return layout;
    }

    /** Looks whether what TOPIC says is there. */
    Layout require() {
        Layout found = refresh();
        if (found.ids().isEmpty() && !missingAllowed) {
            throw new MillraceException(ErrorCode.SOURCE_NOT_FOUND, "Cannot find topic that matches: " + names)
                    .withHint(Suggestions.hint(names.patterns().get(0), existing())
                            + "; SKIP_VALIDATIONS = ('MISSING_TOPIC') waits until one is created");
        }
        return found;
    }

    /** Whether a topic may be deleted, and be created again as another, without anything being lost. */
    boolean mayGo(String topic) {
        return names.matches(topic);
    }

    Map<TopicPartition, Long> oldest(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offsets after the last messages whose transactions have been decided. */
    Map<TopicPartition, Long> stable(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** The offsets after the last messages, decided or not. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The first offsets at or after {@code instant}, or the stable ends where there are none. */
    Map<TopicPartition, Long> at(Collection<TopicPartition> partitions, Instant instant) {
        Map<TopicPartition, Long> ends = stable(partitions);
        Map<TopicPartition, Long> found = offsets(
                partitions,
                OffsetSpec.forTimestamp(Math.max(0, instant.toEpochMilli())),
                IsolationLevel.READ_COMMITTED);
        found.replaceAll((partition, offset) -> offset < 0 ? ends.get(partition) : offset);
        return found;
    }

    @Override
    public void close() {
        admin.ifPresent(client -> client.close(Duration.ZERO));
        admin = Optional.empty();
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> wanted = new LinkedHashMap<>();
        partitions.forEach(partition -> wanted.put(partition, spec));
        ListOffsetsResult result = admin().listOffsets(wanted, new ListOffsetsOptions(isolation));
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        for (TopicPartition partition : partitions) {
            String action = "find offsets of " + Partition.split(partition);
            offsets.put(
                    partition, await(action, result.partitionResult(partition)).offset());
        }
        return offsets;
    }

    private Optional<TopicDescription> describe(String name, KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(future.get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw failure("describe topic " + name, e.getCause());
            }
            if (missingAllowed || !names.exact().contains(name)) {
                return Optional.empty();
            }
            throw new MillraceException(ErrorCode.SOURCE_NOT_FOUND, "Cannot find topic: " + name)
                    .withHint(Suggestions.hint(name, existing())
                            + "; SKIP_VALIDATIONS = ('MISSING_TOPIC') waits until it is created");
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private List<String> all() {
        if (names.patterns().isEmpty()) {
            return names.exact();
        }
        List<String> all = new ArrayList<>(names.exact());
        existing().stream().filter(names::matches).sorted().forEach(all::add);
        return all;
    }

    private List<String> existing() {
        return new ArrayList<>(await("list topics", admin().listTopics().names()));
    }

    private Admin admin() {
        if (admin.isEmpty()) {
            try {
                admin = Optional.of(Admin.create(properties.admin()));
            } catch (KafkaException e) {
                throw failure("connect to Kafka", e);
            }
        }
        return admin.get();
    }

    private <T> T await(String action, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(action, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private MillraceException failure(String action, Throwable cause) {
        described = Instant.MIN;
        return KafkaErrors.translate(action, properties.hosts(), cause);
    }

    private static MillraceException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, "Cannot ask Kafka: interrupted", cause);
    }
}
