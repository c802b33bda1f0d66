package io.millrace.connector.generator;

/**
 * Which events have dirt, and which. It follows from seed, partition and sequence alone and draws from dice of its own, so
 * that the events without dirt are the same whatever the share.
 */
final class DirtShare {
    private static final long HOUR_MICROS = 3_600_000_000L;

    private final Dice dice;
    private final double share;
    private final boolean late;
    private final boolean text;

    /**
     * @param share of the events with dirt, from 0 to 1
     * @param late whether an event writes its time, which then may be hours behind
     * @param text whether an event has a number that may be written as text
     */
    DirtShare(long seed, double share, boolean late, boolean text) {
        this.dice = new Dice(~seed);
        this.share = share;
        this.late = late;
        this.text = text;
    }

    /** Draws for one event; what {@link #lateMicros} and {@link #cut} say then is about it. */
    Dirt draw(int partition, long sequence) {
        if (share == 0) {
            return Dirt.NONE;
        }
        dice.begin(partition, sequence);
        if (dice.fraction() >= share) {
            return Dirt.NONE;
        }
        return switch (dice.below(4)) {
            case 0 -> Dirt.TRUNCATED;
            case 1 -> text ? Dirt.TEXT_FOR_NUMBER : lateOr(Dirt.TRUNCATED);
            default -> lateOr(text ? Dirt.TEXT_FOR_NUMBER : Dirt.TRUNCATED);
        };
    }

    private Dirt lateOr(Dirt other) {
        return late ? Dirt.LATE : other;
    }

    /** How far a late event is behind: 1 to 48 hours, in microseconds. */
    long lateMicros() {
        return (1 + dice.below(48)) * HOUR_MICROS;
    }

    /** Cuts the event off somewhere before its end, but not all of it. */
    void cut(EventBuffer event) {
        event.truncate(1 + dice.below(Math.max(1, event.length() - 2)));
    }
}
