package io.millrace.lake.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.TimestampType;

/** ISO-8601 text for columns that a user declared as dates and times; what is finer than a microsecond does not fit. */
final class Temporals {
    private Temporals() {}

    /** The value in the unit of the column (days or microseconds), or empty when the text is not exactly that. */
    static OptionalLong parse(String text, Type type) {
        try {
            return switch (type.typeId()) {
                case DATE -> OptionalLong.of(LocalDate.parse(text).toEpochDay());
                case TIME -> exact(0, LocalTime.parse(text).toNanoOfDay());
                case TIMESTAMP -> ((TimestampType) type).shouldAdjustToUTC() ? instant(text) : local(text);
                default -> OptionalLong.empty();
            };
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong instant(String text) {
        Instant value = OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        return exact(value.getEpochSecond(), value.getNano());
    }

    private static OptionalLong local(String text) {
        Instant value = LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        return exact(value.getEpochSecond(), value.getNano());
    }

    private static OptionalLong exact(long seconds, long nanos) {
        return nanos % 1000 == 0 ? OptionalLong.of(seconds * 1_000_000 + nanos / 1000) : OptionalLong.empty();
    }
}
