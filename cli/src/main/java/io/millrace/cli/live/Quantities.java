package io.millrace.cli.live;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Quantities {
    private Quantities() {}

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 940/s}, {@code 12.4k/s}, {@code 1.2M/s}. */
    static String rate(double perSecond) {
        if (perSecond >= 999_950) {
            return String.format(Locale.ROOT, "%.1fM/s", perSecond / 1e6);
        }
        if (perSecond >= 9_999.5) {
            return String.format(Locale.ROOT, "%.1fk/s", perSecond / 1e3);
        }
        return String.format(Locale.ROOT, perSecond < 10 && perSecond > 0 ? "%.1f/s" : "%,.0f/s", perSecond);
    }

    /** The largest two units: {@code 250 ms}, {@code 1.4 s}, {@code 42 s}, {@code 3 m 20 s}, {@code 2 h 5 m}, {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return Math.max(0, duration.toMillis()) + " ms";
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return pair(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return pair(seconds / 3600, "h", seconds / 60 % 60, "m");
        }
        return pair(seconds / 86_400, "d", seconds / 3600 % 24, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
