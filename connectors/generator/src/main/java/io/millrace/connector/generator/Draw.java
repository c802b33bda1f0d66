package io.millrace.connector.generator;

import org.apache.commons.rng.UniformRandomProvider;

/** The event that a text template is writing: which it is, its time, and its dice. */
final class Draw implements UniformRandomProvider {
    private final Dice dice;
    private int partition;
    private long sequence;
    private long timeMicros;
    private boolean quotesNextNumber;

    Draw(long seed) {
        this.dice = new Dice(seed);
    }

    void begin(int partitionOfEvent, long sequenceOfEvent, long micros, boolean quoteOneNumber) {
        dice.begin(partitionOfEvent, sequenceOfEvent);
        partition = partitionOfEvent;
        sequence = sequenceOfEvent;
        timeMicros = micros;
        quotesNextNumber = quoteOneNumber;
    }

    Dice dice() {
        return dice;
    }

    int partition() {
        return partition;
    }

    long sequence() {
        return sequence;
    }

    long timeMicros() {
        return timeMicros;
    }

    /** Whether the number at hand is the one to be written as text. */
    boolean takeQuotes() {
        boolean take = quotesNextNumber;
        quotesNextNumber = false;
        return take;
    }

    @Override
    public long nextLong() {
        return dice.next();
    }
}
