package io.millrace.server.query;

import io.millrace.sql.option.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Quantities as people read them. */
public final class Units {
    private static final String[] BYTES = {"B", "KB", "MB", "GB", "TB"};
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private Units() {}

    /** {@code 1 file}, {@code 1,234 files}. */
    public static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** {@code 12.4 MB}, in powers of 1000. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < BYTES.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit > 0 && value < 99.95 ? "%.1f %s" : "%.0f %s", value, BYTES[unit]);
    }

    /** {@code 200 milliseconds}, {@code 1 minute}. */
    public static String duration(Duration duration) {
        return Durations.format(duration).toLowerCase(Locale.ROOT);
    }

    /** A time in UTC, to the second if it has no fraction; microseconds since 1970. */
    public static String time(long micros) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
        return (micros % 1_000_000 == 0 ? SECONDS : MICROS).format(time);
    }
}
