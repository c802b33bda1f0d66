package io.millrace.sql.option;

import java.time.Duration;

/** Writes durations as the language does. */
public final class Durations {
    private static final long MICROS = 1_000;

    private Durations() {}

    /** Such as {@code 5 SECONDS} or {@code 1 MINUTE}: in the largest unit that holds the duration exactly. */
    public static String format(Duration duration) {
        long nanosOfSecond = duration.getNano();
        long seconds = duration.getSeconds();
        if (nanosOfSecond % (1_000 * MICROS) != 0) {
            return unit(Math.addExact(Math.multiplyExact(seconds, 1_000_000L), nanosOfSecond / MICROS), "MICROSECOND");
        }
        if (nanosOfSecond != 0) {
            return unit(duration.toMillis(), "MILLISECOND");
        }
        if (seconds == 0 || seconds % 60 != 0) {
            return unit(seconds, "SECOND");
        }
        if (seconds % 3_600 != 0) {
            return unit(seconds / 60, "MINUTE");
        }
        return seconds % 86_400 == 0 ? unit(seconds / 86_400, "DAY") : unit(seconds / 3_600, "HOUR");
    }

    private static String unit(long amount, String unit) {
        return amount + " " + unit + (amount == 1 ? "" : "S");
    }
}
