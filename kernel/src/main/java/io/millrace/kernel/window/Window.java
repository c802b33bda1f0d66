package io.millrace.kernel.window;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How rows are put into windows by their event time. Windows include their start and not their end, and are aligned to
 * 1970 in UTC; those of sessions are as long as their rows make them.
 *
 * @param sizeMicros how long a window is; of a session, for how long no row comes when it is over
 * @param slideMicros how long after a window the next one starts
 */
public record Window(Kind kind, long sizeMicros, long slideMicros) implements Serializable {
    /** The function of GROUP BY. */
    public enum Kind {
        TUMBLE("TUMBLE($event_time, INTERVAL '1 hour')"),
        HOP("HOP($event_time, INTERVAL '10 minutes', INTERVAL '1 hour')"),
        SESSION("SESSION($event_time, INTERVAL '30 minutes')");

        private final String example;

        Kind(String example) {
            this.example = example;
        }

        /** How it is called. */
        public String example() {
            return example;
        }
    }

    public Window {
        requireNonNull(kind, "kind is null");
        if (sizeMicros < 1 || slideMicros < 1 || slideMicros > sizeMicros) {
            throw new IllegalArgumentException("no window: %s %d %d".formatted(kind, sizeMicros, slideMicros));
        }
    }

    /** Whether what is published of a window may have to go when rows come. */
    public boolean merges() {
        return kind == Kind.SESSION;
    }

    /** The start of the first window that a row of a time may be in; not known of sessions, which may have begun before. */
    public long firstStart(long micros) {
        return kind == Kind.SESSION ? micros - sizeMicros : floor(micros - sizeMicros) + slideMicros;
    }

    /** The end of the last window that a row of a time is in; of the session that it makes on its own. */
    public long lastEnd(long micros) {
        return kind == Kind.SESSION ? micros + sizeMicros : floor(micros) + sizeMicros;
    }

    private long floor(long micros) {
        return Math.floorDiv(micros, slideMicros) * slideMicros;
    }
}
