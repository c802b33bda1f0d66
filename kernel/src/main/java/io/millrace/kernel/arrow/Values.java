package io.millrace.kernel.arrow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Values of a batch as objects: for printing and for tests. */
public final class Values {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private Values() {}

    /**
     * The value of a column at a slot: Boolean, Long, Double, BigDecimal, String, byte[], LocalDate, LocalTime, Instant,
     * LocalDateTime, UUID, a List, or a Map by field name or key; empty for null. Nulls inside lists and maps are null.
     */
    public static Optional<Object> at(Column column, int slot) {
        for (Kind kind : column.kinds()) {
            Vector vector = column.find(kind).orElseThrow();
            int index = vector.indexOf(slot);
            if (index >= 0) {
                return Optional.of(value(kind, vector, index));
            }
        }
        return Optional.empty();
    }

    private static Object value(Kind kind, Vector vector, int index) {
        return switch (kind) {
            case BOOLEAN -> ((BooleanVector) vector).values()[index];
            case BIGINT -> ((LongVector) vector).values()[index];
            case DOUBLE -> ((DoubleVector) vector).values()[index];
            case DECIMAL -> ((DecimalVector) vector).decimal(index);
            case STRING -> ((BytesVector) vector).string(index);
            case BINARY -> bytes((BytesVector) vector, index);
            case DATE -> LocalDate.ofEpochDay(((LongVector) vector).values()[index]);
            case TIME -> LocalTime.ofNanoOfDay(((LongVector) vector).values()[index] * 1000);
            case TIMESTAMP -> instant(((LongVector) vector).values()[index]);
            case TIMESTAMP_NTZ ->
                LocalDateTime.ofInstant(instant(((LongVector) vector).values()[index]), ZoneOffset.UTC);
            case UUID -> uuid(bytes((BytesVector) vector, index));
            case STRUCT -> struct((StructVector) vector, vector.slots()[index]);
            case LIST -> list((ListVector) vector, index);
            case MAP -> map((MapVector) vector, index);
        };
    }

    /** A value as text: as SQL casts it to VARCHAR, nested ones as JSON. */
    static String text(Kind kind, Vector vector, int index) {
        Object value = value(kind, vector, index);
        if (value instanceof Map || value instanceof List) {
            return json(value);
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
    }

    /** A value of {@link #at} in JSON; times in ISO 8601, bytes in hexadecimal, decimals with all their digits. */
    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write as JSON: " + value, e);
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, item) -> result.put(String.valueOf(plain(key)), plain(item)));
            return result;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::plain).collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return number.toString();
        }
        return value == null || value instanceof Number || value instanceof Boolean || value instanceof String
                ? value == null ? JsonNodeFactory.instance.nullNode() : value
                : value.toString();
    }

    private static Object struct(StructVector struct, int slot) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (Column field : struct.fields()) {
            result.put(field.name(), at(field, slot).orElse(null));
        }
        return result;
    }

    private static Object list(ListVector list, int index) {
        List<Object> result = new ArrayList<>();
        for (int slot = list.start(index); slot < list.end(index); slot++) {
            result.add(at(list.element(), slot).orElse(null));
        }
        return result;
    }

    private static Object map(MapVector map, int index) {
        int start = index == 0 ? 0 : map.ends()[index - 1];
        Map<Object, Object> result = new LinkedHashMap<>();
        for (int slot = start; slot < map.ends()[index]; slot++) {
            result.put(at(map.key(), slot).orElseThrow(), at(map.value(), slot).orElse(null));
        }
        return result;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static byte[] bytes(BytesVector vector, int index) {
        return Arrays.copyOfRange(vector.bytes(), vector.start(index), vector.end(index));
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
