package io.millrace.bench;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.generator.ClickstreamTemplate;
import io.millrace.connector.generator.EventBuffer;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** Writes events to a topic at a steady pace, and notes when they were appended. */
final class SteadyStream implements Runnable {
    private static final long PAUSE_NANOS = 5_000_000;
    private static final long MILLIS = 1000;

    private final String broker;
    private final String topic;
    private final AppendTimes times;
    private final int perSecond;
    private final InstantSource clock;

    SteadyStream(String broker, String topic, AppendTimes times, int perSecond, InstantSource clock) {
        this.broker = requireNonNull(broker, "broker is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.times = requireNonNull(times, "times is null");
        this.perSecond = perSecond;
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public void run() {
        ClickstreamTemplate template = Clicks.template();
        EventBuffer buffer = new EventBuffer();
        int partitions = times.partitions();
        long all = times.eventsInPartition() * partitions;
        long start = clock.millis();
        try (Producer producer = new Producer(broker, "none")) {
            for (long event = 0; event < all; ) {
                long due = Math.min(all, (clock.millis() - start) * perSecond / MILLIS);
                for (; event < due; event++) {
                    int partition = (int) (event % partitions);
                    long sequence = event / partitions;
                    template.write(partition, sequence, buffer);
                    send(producer, partition, sequence, buffer.toBytes());
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void send(Producer producer, int partition, long sequence, byte[] value) {
        if (sequence % AppendTimes.STEP == 0) {
            producer.send(topic, partition, value, millis -> times.appended(partition, sequence, millis));
        } else {
            producer.send(topic, partition, value);
        }
    }
}
