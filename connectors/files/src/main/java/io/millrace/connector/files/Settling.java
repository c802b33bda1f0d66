package io.millrace.connector.files;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.Map;

/** Tells files that rest from files that may still be written. */
final class Settling {
    private final Duration time;
    private final Map<String, Seen> restless = new HashMap<>();

    /** How a file was when it was first seen like that. */
    private record Seen(Listing.Entry entry, Instant since) {}

    Settling(Duration time) {
        this.time = time;
    }

    /**
     * Whether a file rests at {@code now}: it was changed long enough ago by its own time, or it has been seen
     * unchanged for long enough by ours, for the clock of another machine may be ahead.
     */
    boolean rests(String split, Listing.Entry entry, Instant now) {
        long nowMicros = micros(now);
        if (entry.modifiedMicros() <= nowMicros - time.toNanos() / 1000) {
            restless.remove(split);
            return true;
        }
        Seen seen = restless.get(split);
        if (seen == null || !seen.entry().equals(entry) || now.isBefore(seen.since())) {
            restless.put(split, new Seen(entry, now));
            return time.isZero();
        }
        return !now.isBefore(seen.since().plus(time));
    }

    /** Exact for every instant that a statement can name, where ChronoUnit overflows after the year 2262. */
    static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.get(ChronoField.MICRO_OF_SECOND);
    }

    /** Forgets the files that are not in a listing. */
    void keepOnly(Listing listing) {
        restless.keySet().retainAll(listing.files().keySet());
    }
}
