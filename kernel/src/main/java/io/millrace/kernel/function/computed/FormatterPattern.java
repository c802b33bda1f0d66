package io.millrace.kernel.function.computed;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;

/**
 * A pattern that formatters of Java's stand for, one that writes and one that reads. What a text does not say is that of
 * 1970-01-01 00:00 UTC.
 */
record FormatterPattern(DateTimeFormatter writer, DateTimeFormatter reader) implements TimePattern {
    FormatterPattern {
        reader = reader.withResolverStyle(ResolverStyle.STRICT);
    }

    @Override
    public String format(LocalDateTime time) {
        return writer.format(time.atZone(ZoneOffset.UTC));
    }

    @Override
    public Long parse(String text) {
        TemporalAccessor read = reader.parse(text);
        LocalDate date = read.query(TemporalQueries.localDate());
        LocalTime time = read.query(TemporalQueries.localTime());
        ZoneId zone = read.query(TemporalQueries.zone());
        LocalDateTime local = LocalDateTime.of(date == null ? date(read) : date, time == null ? time(read) : time);
        return DateTimeFunctions.micros(
                zone == null
                        ? local
                        : local.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }

    private static LocalDate date(TemporalAccessor read) {
        return LocalDate.of(
                or(read, ChronoField.YEAR, or(read, ChronoField.YEAR_OF_ERA, 1970)),
                or(read, ChronoField.MONTH_OF_YEAR, 1),
                or(read, ChronoField.DAY_OF_MONTH, 1));
    }

    private static LocalTime time(TemporalAccessor read) {
        return LocalTime.of(
                or(read, ChronoField.HOUR_OF_DAY, 0),
                or(read, ChronoField.MINUTE_OF_HOUR, 0),
                or(read, ChronoField.SECOND_OF_MINUTE, 0),
                or(read, ChronoField.NANO_OF_SECOND, 0));
    }

    private static int or(TemporalAccessor read, ChronoField field, int other) {
        return read.isSupported(field) ? read.get(field) : other;
    }
}
