package io.millrace.jobs.copy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;

/** Puts what {@link RowJson} wrote into columns. */
final class RowReader {
    private RowReader() {}

    /** Appends the fields of an object, those with a value, to the columns of their names; makes columns that are not there. */
    static void append(JsonNode object, Map<String, Column> columns, int slot) {
        object.properties()
                .forEach(field -> append(columns.computeIfAbsent(field.getKey(), Column::new), slot, field.getValue()));
    }

    /** Appends a value to a column, unless it is null. */
    static void append(Column column, int slot, JsonNode value) {
        switch (value.getNodeType()) {
            case BOOLEAN -> column.booleans().append(slot, value.booleanValue());
            case STRING -> bytes(column, Kind.STRING, slot, value.textValue().getBytes(StandardCharsets.UTF_8));
            case NUMBER -> number(column, slot, value);
            case ARRAY -> list(column.lists(), slot, value);
            case OBJECT -> object(column, slot, value);
            default -> {}
        }
    }

    private static void number(Column column, int slot, JsonNode value) {
        if (value.isIntegralNumber()) {
            if (value.canConvertToLong()) {
                column.longs(Kind.BIGINT).append(slot, value.longValue());
            } else {
                decimal(column, slot, new BigDecimal(value.bigIntegerValue()));
            }
        } else if (RowJson.isDouble(value.decimalValue())) {
            column.doubles().append(slot, value.doubleValue());
        } else {
            decimal(column, slot, value.decimalValue());
        }
    }

    private static void decimal(Column column, int slot, BigDecimal value) {
        BigInteger unscaled = value.unscaledValue();
        column.decimals().append(slot, unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue(), value.scale());
    }

    private static void list(ListVector lists, int slot, JsonNode values) {
        lists.append(slot);
        for (JsonNode value : values) {
            append(lists.element(), lists.nextElement(), value);
        }
    }

    private static void object(Column column, int slot, JsonNode value) {
        String tag = value.size() == 1 ? value.fieldNames().next() : "";
        for (Kind kind : tag.startsWith(RowJson.TAG) ? Kind.values() : new Kind[0]) {
            if (tag.equals(RowJson.tag(kind))) {
                tagged(column, kind, slot, value.get(tag));
                return;
            }
        }
        struct(column.structs(), slot, value);
    }

    private static void struct(StructVector structs, int slot, JsonNode value) {
        structs.append(slot);
        value.properties().forEach(field -> append(field(structs, field.getKey()), slot, field.getValue()));
    }

    private static Column field(StructVector structs, String name) {
        for (Column field : structs.fields()) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return structs.addField(name);
    }

    private static void tagged(Column column, Kind kind, int slot, JsonNode value) {
        switch (kind) {
            case STRUCT -> struct(column.structs(), slot, value);
            case MAP -> map(column.maps(), slot, value);
            case DOUBLE -> column.doubles().append(slot, Double.parseDouble(value.textValue()));
            case DECIMAL -> decimal(column, slot, new BigDecimal(value.textValue()));
            case BINARY, UUID -> bytes(column, kind, slot, Base64.getDecoder().decode(value.textValue()));
            case DATE, TIME, TIMESTAMP, TIMESTAMP_NTZ ->
                column.longs(kind).append(slot, moment(kind, value.textValue()));
            default -> throw new IllegalArgumentException("a value of this kind has no tag: " + kind);
        }
    }

    private static void map(MapVector maps, int slot, JsonNode entries) {
        maps.append(slot);
        for (JsonNode entry : entries) {
            int next = maps.nextEntry();
            append(maps.key(), next, entry.get(0));
            append(maps.value(), next, entry.get(1));
        }
    }

    /** Days for a DATE, microseconds for the others. */
    private static long moment(Kind kind, String text) {
        return switch (kind) {
            case DATE -> LocalDate.parse(text).toEpochDay();
            case TIME -> LocalTime.parse(text).toNanoOfDay() / 1000;
            case TIMESTAMP -> micros(Instant.parse(text));
            default -> micros(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        };
    }

    /** ChronoUnit counts nanoseconds on its way, of which a long holds three centuries. */
    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    private static void bytes(Column column, Kind kind, int slot, byte[] value) {
        column.bytes(kind).append(slot, value, 0, value.length);
    }
}
