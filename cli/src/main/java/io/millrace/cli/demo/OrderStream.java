package io.millrace.cli.demo;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.generator.EventBuffer;
import io.millrace.connector.generator.EventTimes;
import io.millrace.connector.generator.OrdersTemplate;
import io.millrace.testing.KafkaWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Writes orders to a topic at a steady pace until told to stop; clean ones at first, so that there is something for the others
 * to conflict with. Run by one thread; watched and stopped by others.
 */
final class OrderStream implements Runnable {
    private static final long SEED = 42;
    private static final double DIRT = 0.02;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final KafkaWriter writer;
    private final String topic;
    private final int partitions;
    private final int perSecond;
    private final InstantSource clock;
    private final BooleanSupplier dirty;
    private volatile boolean stopped;
    private volatile long produced;

    /**
     * @param writer flushed, and left open, when the stream stops
     * @param dirty whether orders that are not clean may come by now; asked a few times a second
     */
    OrderStream(
            KafkaWriter writer,
            String topic,
            int partitions,
            int perSecond,
            InstantSource clock,
            BooleanSupplier dirty) {
        this.writer = requireNonNull(writer, "writer is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.partitions = partitions;
        this.perSecond = perSecond;
        this.clock = requireNonNull(clock, "clock is null");
        this.dirty = requireNonNull(dirty, "dirty is null");
    }

    @Override
    public void run() {
        Instant start = clock.instant();
        EventTimes times = EventTimes.of(
                start, Duration.ofSeconds(1).multipliedBy(partitions).dividedBy(perSecond));
        OrdersTemplate clean = new OrdersTemplate(SEED, times, 0);
        OrdersTemplate unclean = new OrdersTemplate(SEED, times, DIRT);
        boolean begun = false;
        EventBuffer buffer = new EventBuffer();
        while (!stopped) {
            begun = begun || dirty.getAsBoolean();
            OrdersTemplate template = begun ? unclean : clean;
            long due = Duration.between(start, clock.instant()).toMillis() * perSecond / 1000;
            for (long event = produced; event < due && !stopped; event++) {
                int partition = (int) (event % partitions);
                template.write(partition, event / partitions, buffer);
                writer.send(topic, partition, buffer.toBytes());
                produced = event + 1;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        writer.flush();
    }

    void stop() {
        stopped = true;
    }

    /** How many orders were written; final when {@link #run} has returned. */
    long produced() {
        return produced;
    }
}
