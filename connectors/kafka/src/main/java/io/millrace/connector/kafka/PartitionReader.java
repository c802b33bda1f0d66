package io.millrace.connector.kafka;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.SplitRange;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads ranges of several partitions with one consumer, a batch of messages of one partition at a time. A range ends
 * where the consumer's position reaches it: aborted messages, markers and compacted offsets are passed over that way.
 */
final class PartitionReader {
    /**
     * Messages of one partition, in order.
     *
     * @param end of the range: messages at or after it do not belong to it
     */
    record Chunk(String split, long end, List<ConsumerRecord<ByteBuffer, ByteBuffer>> messages) {}

    private final Consumer<ByteBuffer, ByteBuffer> consumer;
    private final ClientProperties properties;
    private final Deque<SplitRange> waiting;
    private final Map<TopicPartition, SplitRange> open = new HashMap<>();
    private ConsumerRecords<ByteBuffer, ByteBuffer> fetched = ConsumerRecords.empty();
    private Iterator<TopicPartition> partitions = List.<TopicPartition>of().iterator();

    PartitionReader(Consumer<ByteBuffer, ByteBuffer> consumer, ClientProperties properties, List<SplitRange> ranges) {
        this.consumer = consumer;
        this.properties = properties;
        this.waiting = new ArrayDeque<>(ranges);
    }

    /** The next messages, or an empty chunk at the end of all ranges. */
    Chunk next() {
        while (true) {
            if (partitions.hasNext()) {
                TopicPartition partition = partitions.next();
                SplitRange range = open.get(partition);
                if (range != null) {
                    return new Chunk(range.split(), range.end(), fetched.records(partition));
                }
            } else if (!finishRanges() && !openRanges()) {
                return new Chunk("", 0, List.of());
            } else {
                fetch();
            }
        }
    }

    /** Closes the ranges that were read to their end; false when none is left open. */
    private boolean finishRanges() {
        List<TopicPartition> finished = new ArrayList<>();
        open.forEach((partition, range) -> {
            if (consumer.position(partition, properties.timeout()) >= range.end()) {
                finished.add(partition);
            }
        });
        open.keySet().removeAll(finished);
        consumer.pause(finished);
        return !open.isEmpty();
    }

    /** Opens the next ranges, one of each partition at most; false when no range is left. */
    private boolean openRanges() {
        while (!waiting.isEmpty()
                && !open.containsKey(Partition.parse(waiting.peekFirst().split()))) {
            SplitRange range = waiting.removeFirst();
            if (range.payloads() > 0) {
                open.put(Partition.parse(range.split()), range);
            }
        }
        consumer.assign(open.keySet());
        // A partition that is assigned again stays paused, as it was at the end of its last range.
        consumer.resume(open.keySet());
        open.forEach((partition, range) -> consumer.seek(partition, range.first()));
        return !open.isEmpty();
    }

    private void fetch() {
        try {
            fetched = consumer.poll(properties.timeout());
        } catch (OffsetOutOfRangeException e) {
            throw lost(e);
        } catch (KafkaException e) {
            throw KafkaErrors.translate("read " + names(), properties.hosts(), e);
        }
        partitions = fetched.partitions().iterator();
        if (fetched.isEmpty() && !advanced()) {
            throw new MillraceException(
                            ErrorCode.SOURCE_UNAVAILABLE,
                            "Cannot read " + names() + ": nothing came for "
                                    + properties.timeout().toMillis() + " ms")
                    .withHint("is Kafka running, and reachable from here, at " + properties.hosts());
        }
    }

    /** Whether a poll without messages passed over something nevertheless. */
    private boolean advanced() {
        return !fetched.nextOffsets().isEmpty();
    }

    private MillraceException lost(OffsetOutOfRangeException error) {
        StringBuilder text = new StringBuilder();
        error.offsetOutOfRangePartitions()
                .forEach((partition, offset) -> text.append(text.isEmpty() ? "" : "; ")
                        .append(Partition.split(partition))
                        .append(" no longer holds offset ")
                        .append(offset));
        return new MillraceException(ErrorCode.POSITION_LOST, "Cannot read all of a range: " + text, error)
                .withHint("it was deleted while it was being read: raise the retention of the topic");
    }

    private String names() {
        return String.join(
                ", ", open.values().stream().map(SplitRange::split).sorted().toList());
    }
}
