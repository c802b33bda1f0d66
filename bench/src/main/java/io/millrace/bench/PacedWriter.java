package io.millrace.bench;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.generator.ClickstreamTemplate;
import io.millrace.connector.generator.EventBuffer;
import java.util.concurrent.locks.LockSupport;

/** Writes events to a topic at a pace, the partitions in turn, and notes when they were appended. */
final class PacedWriter implements Runnable {
    private static final long PAUSE_NANOS = 5_000_000;

    private final String broker;
    private final String topic;
    private final AppendTimes times;
    private final Pace pace;
    private long sequence;

    /** How many events of each partition are to be written by now; no more come once it is negative. */
    interface Pace {
        long due();
    }

    /** @param times tells the partitions, and the sequence number that each begins with */
    PacedWriter(String broker, String topic, AppendTimes times, Pace pace) {
        this.broker = requireNonNull(broker, "broker is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.times = requireNonNull(times, "times is null");
        this.pace = requireNonNull(pace, "pace is null");
        this.sequence = times.first();
    }

    @Override
    public void run() {
        ClickstreamTemplate template = Clicks.template();
        EventBuffer buffer = new EventBuffer();
        try (Producer producer = new Producer(broker, "none")) {
            for (long due = pace.due(); due >= 0; due = pace.due()) {
                for (; sequence < times.first() + due; sequence++) {
                    for (int partition = 0; partition < times.partitions(); partition++) {
                        template.write(partition, sequence, buffer);
                        send(producer, partition, buffer.toBytes());
                    }
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** The sequence number after the last one written, once the thread has ended. */
    long end() {
        return sequence;
    }

    private void send(Producer producer, int partition, byte[] value) {
        long written = sequence;
        if (times.samples(written)) {
            producer.send(topic, partition, value, millis -> times.appended(partition, written, millis));
        } else {
            producer.send(topic, partition, value);
        }
    }
}
