package io.millrace.lake.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Random schemas to depth 4 and random rows for them, from a seed. */
final class RandomRows {
    private static final int MAX_DEPTH = 4;

    private final Random random;
    private int lastId;

    RandomRows(Random random) {
        this.random = random;
    }

    List<NestedField> fields() {
        return fields(1 + random.nextInt(5), 1);
    }

    /** The same fields and new ones, at any depth. */
    List<NestedField> widen(List<NestedField> fields) {
        return widen(fields, 1);
    }

    List<Map<String, Object>> rows(List<NestedField> fields, int count) {
        double nulls = random.nextInt(4) == 0 ? 0 : random.nextDouble();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(struct(fields, nulls, 1 + random.nextInt(20)));
        }
        return rows;
    }

    private List<NestedField> fields(int count, int depth) {
        List<NestedField> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(field("f " + i + (i == 1 ? "-é" : ""), depth, random.nextInt(5) == 0));
        }
        return fields;
    }

    private NestedField field(String name, int depth, boolean required) {
        int id = ++lastId;
        Type type = type(depth);
        return required ? NestedField.required(id, name, type) : NestedField.optional(id, name, type);
    }

    private List<NestedField> widen(List<NestedField> fields, int depth) {
        List<NestedField> wider = new ArrayList<>();
        for (NestedField field : fields) {
            wider.add(NestedField.from(field).ofType(widen(field.type(), depth)).build());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            wider.add(field("new " + lastId, depth, false));
        }
        return wider;
    }

    private Type widen(Type type, int depth) {
        return switch (type.typeId()) {
            case STRUCT -> Types.StructType.of(widen(type.asStructType().fields(), depth + 1));
            case LIST -> {
                Types.ListType list = type.asListType();
                Type element = widen(list.elementType(), depth + 1);
                yield list.isElementOptional()
                        ? Types.ListType.ofOptional(list.elementId(), element)
                        : Types.ListType.ofRequired(list.elementId(), element);
            }
            case MAP -> {
                Types.MapType map = type.asMapType();
                Type value = widen(map.valueType(), depth + 1);
                yield map.isValueOptional()
                        ? Types.MapType.ofOptional(map.keyId(), map.valueId(), map.keyType(), value)
                        : Types.MapType.ofRequired(map.keyId(), map.valueId(), map.keyType(), value);
            }
            default -> type;
        };
    }

    private Type type(int depth) {
        if (depth < MAX_DEPTH && random.nextInt(5) < 2) {
            return switch (random.nextInt(3)) {
                case 0 -> Types.StructType.of(fields(1 + random.nextInt(3), depth + 1));
                case 1 -> {
                    int id = ++lastId;
                    yield random.nextInt(4) == 0
                            ? Types.ListType.ofRequired(id, type(depth + 1))
                            : Types.ListType.ofOptional(id, type(depth + 1));
                }
                default -> {
                    int key = ++lastId;
                    int value = ++lastId;
                    Type keyType = random.nextBoolean() ? Types.StringType.get() : Types.LongType.get();
                    yield random.nextInt(4) == 0
                            ? Types.MapType.ofRequired(key, value, keyType, type(depth + 1))
                            : Types.MapType.ofOptional(key, value, keyType, type(depth + 1));
                }
            };
        }
        return primitive();
    }

    private Type primitive() {
        return switch (random.nextInt(16)) {
            case 0 -> Types.BooleanType.get();
            case 1 -> Types.IntegerType.get();
            case 2 -> Types.LongType.get();
            case 3 -> Types.FloatType.get();
            case 4 -> Types.DoubleType.get();
            case 5 -> Types.DateType.get();
            case 6 -> Types.TimeType.get();
            case 7 -> Types.TimestampType.withZone();
            case 8 -> Types.TimestampType.withoutZone();
            case 9 -> Types.BinaryType.get();
            case 10 -> Types.UUIDType.get();
            case 11 -> Types.DecimalType.of(1 + random.nextInt(9), 1);
            case 12 -> Types.DecimalType.of(10 + random.nextInt(9), 5);
            case 13 -> Types.DecimalType.of(19 + random.nextInt(20), random.nextInt(19));
            default -> Types.StringType.get();
        };
    }

    private Map<String, Object> struct(List<NestedField> fields, double nulls, int kinds) {
        Map<String, Object> row = new HashMap<>();
        for (NestedField field : fields) {
            Object value = optional(field.isOptional(), field.type(), nulls, kinds);
            if (value != null) {
                row.put(field.name(), value);
            }
        }
        return row;
    }

    private Object optional(boolean optional, Type type, double nulls, int kinds) {
        return optional && random.nextDouble() < nulls ? null : value(type, nulls, kinds);
    }

    private Object value(Type type, double nulls, int kinds) {
        return switch (type.typeId()) {
            case STRUCT -> struct(type.asStructType().fields(), nulls, kinds);
            case LIST -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(optional(
                            type.asListType().isElementOptional(),
                            type.asListType().elementType(),
                            nulls,
                            kinds));
                }
                yield list;
            }
            case MAP -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(
                            value(type.asMapType().keyType(), nulls, kinds),
                            optional(
                                    type.asMapType().isValueOptional(),
                                    type.asMapType().valueType(),
                                    nulls,
                                    kinds));
                }
                yield map;
            }
            // Few kinds of values now and then, so that dictionaries and runs come about.
            default -> scalar(type, random.nextBoolean() ? new Random(random.nextInt(kinds)) : random);
        };
    }

    private static Object scalar(Type type, Random from) {
        return switch (type.typeId()) {
            case BOOLEAN -> from.nextBoolean();
            case INTEGER -> from.nextInt() >> from.nextInt(32);
            case LONG -> from.nextLong() >> from.nextInt(64);
            case FLOAT -> (float) floating(from);
            case DOUBLE -> floating(from);
            case DATE -> LocalDate.ofEpochDay(from.nextInt(2_000_000) - 700_000);
            case TIME -> LocalTime.ofNanoOfDay(from.nextInt(86_400_000) * 1_000_000L + from.nextInt(1000) * 1000L);
            case TIMESTAMP -> {
                LocalDateTime local = LocalDateTime.ofEpochSecond(
                        from.nextLong() % 60_000_000_000L, from.nextInt(1_000_000) * 1000, ZoneOffset.UTC);
                yield ((Types.TimestampType) type).shouldAdjustToUTC() ? local.atOffset(ZoneOffset.UTC) : local;
            }
            case DECIMAL -> {
                Types.DecimalType decimal = (Types.DecimalType) type;
                BigInteger limit = BigInteger.TEN.pow(decimal.precision());
                BigInteger unscaled = new BigInteger(1 + from.nextInt(127), from).mod(limit);
                yield new BigDecimal(from.nextBoolean() ? unscaled : unscaled.negate(), decimal.scale());
            }
            case STRING -> text(from);
            case BINARY -> {
                byte[] bytes = new byte[from.nextInt(from.nextInt(10) == 0 ? 200 : 12)];
                from.nextBytes(bytes);
                yield ByteBuffer.wrap(bytes);
            }
            case UUID -> new UUID(from.nextLong(), from.nextLong());
            default -> throw new IllegalArgumentException("no values of " + type);
        };
    }

    private static double floating(Random from) {
        return switch (from.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> -0.0;
            case 4 -> 0.0;
            default -> from.nextGaussian() * 1000;
        };
    }

    private static String text(Random from) {
        int length = from.nextInt(from.nextInt(10) == 0 ? 300 : 20);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int kind = from.nextInt(20);
            text.appendCodePoint(kind == 0 ? 0x1F600 + from.nextInt(40) : kind == 1 ? 0xe9 : 'a' + from.nextInt(26));
        }
        return text.toString();
    }
}
