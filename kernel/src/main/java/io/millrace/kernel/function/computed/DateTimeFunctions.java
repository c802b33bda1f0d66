package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.DOUBLE;
import static io.millrace.kernel.function.ValueType.LONG;
import static io.millrace.kernel.function.ValueType.TEXT;

import io.millrace.kernel.function.JavaFunction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done with dates and times, which go in and out as microseconds since 1970 and, for dates, days. */
public final class DateTimeFunctions {
    private static final Pattern DURATION = Pattern.compile("\\s*([0-9.]+)\\s*(ns|us|ms|s|m|h|d)\\s*");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);
    private static final Pattern TIME = Pattern.compile("([^T]+)(?:T(?:([0-9:.,]+))?(Z|[+-][0-9:]+)?)?");

    /** All of them. */
    public static final List<JavaFunction> ALL = List.of(
            JavaFunction.text(
                    "mysql_format", a -> MysqlPattern.of((String) a[1]).format(time((Long) a[0])), LONG, TEXT),
            JavaFunction.number(
                    "mysql_parse", a -> MysqlPattern.of((String) a[1]).parse((String) a[0]), TEXT, TEXT),
            JavaFunction.text("joda_format", a -> JodaPattern.of((String) a[1]).format(time((Long) a[0])), LONG, TEXT),
            JavaFunction.number("joda_parse", a -> JodaPattern.of((String) a[1]).parse((String) a[0]), TEXT, TEXT),
            JavaFunction.text("teradata", a -> teradata((String) a[0]), TEXT),
            JavaFunction.number("iso_date", a -> date((String) a[0]).toEpochDay(), TEXT),
            JavaFunction.number("iso_timestamp", a -> timestamp((String) a[0]), TEXT),
            JavaFunction.number("duration", a -> duration((String) a[0]), TEXT),
            JavaFunction.text("readable_seconds", a -> readable((Double) a[0]), DOUBLE),
            JavaFunction.test("is_zone", a -> ZoneId.of((String) a[0]) != null, TEXT),
            JavaFunction.number("zone_micros", a -> zoned((Long) a[0], (String) a[1]), LONG, TEXT),
            JavaFunction.number("local_micros", a -> local((Long) a[0], (String) a[1]), LONG, TEXT));

    private DateTimeFunctions() {}

    static LocalDateTime time(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
    }

    static long micros(LocalDateTime time) {
        return Math.addExact(
                Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), 1_000_000L),
                time.get(ChronoField.MICRO_OF_SECOND));
    }

    /** A pattern of Teradata's as one of Joda-Time's. */
    private static String teradata(String pattern) {
        return pattern.toLowerCase(Locale.ROOT)
                .replace("hh24", "HH")
                .replace("mi", "\0")
                .replace("mm", "MM")
                .replace("\0", "mm");
    }

    /** The instant at which clocks of a zone show a time. */
    private static Long zoned(long micros, String zone) {
        Instant instant = time(micros).atZone(ZoneId.of(zone)).toInstant();
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** What clocks of a zone show at an instant. */
    private static Long local(long micros, String zone) {
        return micros(LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneId.of(zone)));
    }

    private static LocalDate date(String text) {
        if (text.matches("\\d{4}-W\\d\\d")) {
            return LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE);
        }
        if (text.matches("\\d{4}-W\\d\\d-\\d")) {
            return LocalDate.parse(text, DateTimeFormatter.ISO_WEEK_DATE);
        }
        return text.matches("\\d{4}-\\d{3}")
                ? LocalDate.parse(text, DateTimeFormatter.ISO_ORDINAL_DATE)
                : LocalDate.parse(text);
    }

    private static Long timestamp(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        LocalTime time = matcher.group(2) == null
                ? LocalTime.MIDNIGHT
                : LocalTime.parse(
                        matcher.group(2).length() == 2
                                ? matcher.group(2) + ":00"
                                : matcher.group(2).replace(',', '.'));
        ZoneOffset offset = matcher.group(3) == null ? ZoneOffset.UTC : ZoneOffset.of(matcher.group(3));
        Instant instant =
                OffsetDateTime.of(date(matcher.group(1)), time, offset).toInstant();
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Long duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(NANOS.get(matcher.group(2))))
                .divide(BigDecimal.valueOf(1_000_000), 0, RoundingMode.HALF_UP)
                .multiply(BigDecimal.valueOf(1000))
                .longValueExact();
    }

    private static String readable(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return null;
        }
        long seconds = Math.round(Math.abs(value));
        List<String> parts = new ArrayList<>();
        long[] sizes = {604_800, 86_400, 3_600, 60, 1};
        String[] names = {"week", "day", "hour", "minute", "second"};
        for (int i = 0; i < sizes.length; i++) {
            long count = seconds / sizes[i];
            seconds %= sizes[i];
            if (count > 0 || (parts.isEmpty() && i == sizes.length - 1)) {
                parts.add(count + " " + names[i] + (count == 1 ? "" : "s"));
            }
        }
        return String.join(", ", parts);
    }
}
