package io.millrace.lake.parquet;

import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Rows as maps of Iceberg's generic values, made into batches. */
final class Batches {
    private static final OffsetDateTime EPOCH = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private Batches() {}

    static Batch of(List<NestedField> fields, List<? extends Map<String, ?>> rows) {
        List<Column> columns = new ArrayList<>();
        for (NestedField field : fields) {
            Column column = new Column(field.name());
            boolean any = false;
            for (int row = 0; row < rows.size(); row++) {
                Object value = rows.get(row).get(field.name());
                if (value != null) {
                    append(column, row, field.type(), value);
                    any = true;
                }
            }
            if (any) {
                columns.add(column);
            }
        }
        return new Batch(rows.size(), columns);
    }

    private static void append(Column column, int slot, Type type, Object value) {
        switch (type.typeId()) {
            case BOOLEAN -> column.booleans().append(slot, (Boolean) value);
            case INTEGER, LONG -> column.longs(Kind.BIGINT).append(slot, ((Number) value).longValue());
            case FLOAT, DOUBLE -> column.doubles().append(slot, ((Number) value).doubleValue());
            case DATE -> column.longs(Kind.DATE).append(slot, ((LocalDate) value).toEpochDay());
            case TIME -> column.longs(Kind.TIME).append(slot, ((LocalTime) value).toNanoOfDay() / 1000);
            case TIMESTAMP -> {
                if (((Types.TimestampType) type).shouldAdjustToUTC()) {
                    column.longs(Kind.TIMESTAMP).append(slot, micros((OffsetDateTime) value));
                } else {
                    column.longs(Kind.TIMESTAMP_NTZ)
                            .append(slot, micros(((LocalDateTime) value).atOffset(ZoneOffset.UTC)));
                }
            }
            case DECIMAL -> {
                BigInteger unscaled = ((BigDecimal) value).unscaledValue();
                column.decimals()
                        .append(
                                slot,
                                unscaled.shiftRight(64).longValue(),
                                unscaled.longValue(),
                                ((BigDecimal) value).scale());
            }
            case STRING -> bytes(column, Kind.STRING, slot, ((String) value).getBytes(StandardCharsets.UTF_8));
            case BINARY -> bytes(column, Kind.BINARY, slot, ((ByteBuffer) value).array());
            case FIXED -> bytes(column, Kind.BINARY, slot, (byte[]) value);
            case UUID -> {
                UUID uuid = (UUID) value;
                ByteBuffer buffer = ByteBuffer.allocate(16);
                buffer.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
                bytes(column, Kind.UUID, slot, buffer.array());
            }
            case STRUCT -> struct(column, slot, type.asStructType(), (Map<?, ?>) value);
            case LIST -> {
                ListVector list = column.lists();
                list.append(slot);
                for (Object element : (List<?>) value) {
                    int place = list.nextElement();
                    if (element != null) {
                        append(list.element(), place, type.asListType().elementType(), element);
                    }
                }
            }
            case MAP -> {
                MapVector map = column.maps();
                map.append(slot);
                ((Map<?, ?>) value).forEach((key, entry) -> {
                    int place = map.nextEntry();
                    append(map.key(), place, type.asMapType().keyType(), key);
                    if (entry != null) {
                        append(map.value(), place, type.asMapType().valueType(), entry);
                    }
                });
            }
            default -> throw new IllegalArgumentException("no values of " + type);
        }
    }

    private static void struct(Column column, int slot, Types.StructType type, Map<?, ?> value) {
        StructVector struct = column.structs();
        struct.append(slot);
        for (NestedField field : type.fields()) {
            Object child = value.get(field.name());
            if (child != null) {
                Column target = struct.fields().stream()
                        .filter(known -> known.name().equals(field.name()))
                        .findFirst()
                        .orElseGet(() -> struct.addField(field.name()));
                append(target, slot, field.type(), child);
            }
        }
    }

    private static void bytes(Column column, Kind kind, int slot, byte[] value) {
        BytesVector vector = column.bytes(kind);
        vector.append(slot, value, 0, value.length);
    }

    private static long micros(OffsetDateTime value) {
        return ChronoUnit.MICROS.between(EPOCH, value);
    }
}
