package io.millrace.server.crash;

import io.millrace.connector.generator.Dirt;
import io.millrace.connector.generator.EventBuffer;
import io.millrace.connector.generator.EventTimes;
import io.millrace.connector.generator.OrdersTemplate;
import io.millrace.testing.KafkaWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes dirty orders to a topic at a steady pace, and knows what has to become of each. The sequence number of an order
 * is its offset.
 */
final class OrderStream implements AutoCloseable {
    private static final Pattern TYPE = Pattern.compile("\"ordertype\":\"([^\"]*)\"");
    private static final Set<String> WANTED = Set.of("SHIPPED", "DELIVERED");

    private final KafkaWriter writer;
    private final String topic;
    private final int partitions;
    private final OrdersTemplate orders;
    private final EventBuffer buffer = new EventBuffer();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private long written;

    OrderStream(KafkaWriter writer, String topic, int partitions, long seed) {
        this.writer = writer;
        this.topic = topic;
        this.partitions = partitions;
        this.orders = new OrdersTemplate(seed, new EventTimes(1_767_225_600_000_000L, 1_000_000), 0.2);
    }

    void start(int perPartition, long everyMillis) {
        pace.scheduleAtFixedRate(() -> write(perPartition), 0, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** Ends the stream; what it has written is there for good. */
    void stop() throws InterruptedException {
        pace.shutdown();
        if (!pace.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("cannot stop writing");
        }
    }

    synchronized void write(int perPartition) {
        for (int i = 0; i < perPartition; i++) {
            for (int partition = 0; partition < partitions; partition++) {
                orders.write(partition, written, buffer);
                writer.send(topic, partition, buffer.toBytes());
            }
            written++;
        }
        writer.flush();
    }

    long written() {
        return written * partitions;
    }

    /** {@code partition/offset orderid} of the orders that are well-formed. */
    List<String> accepted() {
        return select(Fate.ACCEPTED);
    }

    /** {@code topic/partition/offset} of those that are not. */
    List<String> rejected() {
        return select(Fate.REJECTED);
    }

    /** {@code partition/offset orderid} of the well-formed ones that were shipped or delivered. */
    List<String> wanted() {
        return select(Fate.WANTED);
    }

    private enum Fate {
        ACCEPTED,
        REJECTED,
        WANTED
    }

    private synchronized List<String> select(Fate fate) {
        List<String> selected = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            for (long offset = 0; offset < written; offset++) {
                String place = partition + "/" + offset;
                boolean broken = orders.dirt(partition, offset) == Dirt.TRUNCATED;
                if (broken && fate == Fate.REJECTED) {
                    selected.add(topic + "/" + place);
                } else if (!broken && (fate == Fate.ACCEPTED || fate == Fate.WANTED && isWanted(partition, offset))) {
                    selected.add(place + " o-" + partition + "-" + offset);
                }
            }
        }
        return selected;
    }

    private boolean isWanted(int partition, long offset) {
        orders.write(partition, offset, buffer);
        Matcher type = TYPE.matcher(buffer.toString());
        return type.find() && WANTED.contains(type.group(1).toUpperCase(java.util.Locale.ROOT));
    }

    @Override
    public void close() {
        pace.shutdownNow();
        writer.close();
    }
}
