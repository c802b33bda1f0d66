package io.millrace.connector.generator;

/**
 * A kind of synthetic event. An event is a function of the template's seed, its partition and its sequence number, so
 * that it can be made again anywhere. A template allocates nothing per event; not safe for use by two threads.
 */
public interface Template {
    /**
     * Writes one event over what the buffer held.
     *
     * @param partition from 0
     * @param sequence from 0 in each partition
     */
    void write(int partition, long sequence, EventBuffer into);

    /** When the event entered the stream, in microseconds since 1970-01-01T00:00:00Z; grows with the sequence. */
    long timeMicros(int partition, long sequence);
}
