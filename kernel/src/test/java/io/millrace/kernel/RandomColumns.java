package io.millrace.kernel;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Columns of random types and values. */
final class RandomColumns {
    private static final long MICROS_A_DAY = 86_400_000_000L;
    private static final List<Type> SCALARS = List.of(
            Types.BooleanType.get(),
            Types.LongType.get(),
            Types.IntegerType.get(),
            Types.DoubleType.get(),
            Types.FloatType.get(),
            Types.DecimalType.of(38, 9),
            Types.DecimalType.of(9, 2),
            Types.StringType.get(),
            Types.BinaryType.get(),
            Types.DateType.get(),
            Types.TimeType.get(),
            Types.TimestampType.withZone(),
            Types.TimestampType.withoutZone(),
            Types.UUIDType.get());

    private final Random random;
    private int ids;

    RandomColumns(long seed) {
        this.random = new Random(seed);
    }

    NestedField field(String name, int depth) {
        return NestedField.optional(ids++, name, type(depth));
    }

    private Type type(int depth) {
        int choice = depth == 0 ? 9 : random.nextInt(10);
        return switch (choice) {
            case 0, 1, 2 -> struct(depth);
            case 3, 4 -> Types.ListType.ofOptional(ids++, type(depth - 1));
            case 5 -> {
                int key = ids++;
                int value = ids++;
                yield Types.MapType.ofOptional(key, value, Types.StringType.get(), type(depth - 1));
            }
            default -> SCALARS.get(random.nextInt(SCALARS.size()));
        };
    }

    private Type struct(int depth) {
        List<NestedField> fields = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            fields.add(field("f " + i, depth - 1));
        }
        return Types.StructType.of(fields);
    }

    Column column(NestedField field, int slots) {
        Column column = new Column(field.name());
        int[] all = new int[slots];
        for (int i = 0; i < slots; i++) {
            all[i] = i;
        }
        fill(column, field.type(), all);
        return column;
    }

    private void fill(Column column, Type type, int[] slots) {
        double nulls = random.nextBoolean() ? 0 : random.nextDouble();
        int[] present = java.util.Arrays.stream(slots)
                .filter(slot -> random.nextDouble() >= nulls)
                .toArray();
        switch (type.typeId()) {
            case STRUCT -> structs(column.structs(), type.asStructType(), present);
            case LIST -> lists(column.lists(), type, present);
            case MAP -> maps(column.maps(), type, present);
            default -> {
                for (int slot : present) {
                    scalar(column, type, slot);
                }
            }
        }
    }

    private void structs(StructVector structs, Types.StructType type, int[] present) {
        for (NestedField field : type.fields()) {
            structs.addField(field.name());
        }
        for (int slot : present) {
            structs.append(slot);
        }
        for (int i = 0; i < type.fields().size(); i++) {
            fill(structs.fields().get(i), type.fields().get(i).type(), present);
        }
    }

    private void lists(ListVector lists, Type type, int[] present) {
        for (int slot : present) {
            lists.append(slot);
            lists.nextElements(random.nextInt(4));
        }
        fill(lists.element(), type.asListType().elementType(), range(lists.elements()));
    }

    private void maps(MapVector maps, Type type, int[] present) {
        for (int slot : present) {
            maps.append(slot);
            for (int i = random.nextInt(3); i > 0; i--) {
                byte[] key = ("k" + i).getBytes(StandardCharsets.UTF_8);
                maps.key().bytes(Kind.STRING).append(maps.nextEntry(), key, 0, key.length);
            }
        }
        fill(maps.value(), type.asMapType().valueType(), range(maps.entries()));
    }

    private static int[] range(int count) {
        return java.util.stream.IntStream.range(0, count).toArray();
    }

    private void scalar(Column column, Type type, int slot) {
        switch (type.typeId()) {
            case BOOLEAN -> column.booleans().append(slot, random.nextBoolean());
            case LONG -> column.longs(Kind.BIGINT).append(slot, random.nextLong() >> random.nextInt(64));
            case INTEGER -> column.longs(Kind.BIGINT).append(slot, random.nextInt());
            case DOUBLE -> column.doubles().append(slot, random.nextGaussian());
            case FLOAT -> column.doubles().append(slot, random.nextFloat());
            case DECIMAL -> decimal(column, (Types.DecimalType) type, slot);
            case STRING -> bytes(column, Kind.STRING, slot, text().getBytes(StandardCharsets.UTF_8));
            case BINARY -> bytes(column, Kind.BINARY, slot, randomBytes(random.nextInt(20)));
            case DATE -> column.longs(Kind.DATE).append(slot, random.nextInt(200_000) - 100_000);
            case TIME -> column.longs(Kind.TIME).append(slot, Math.floorMod(random.nextLong(), MICROS_A_DAY));
            case TIMESTAMP ->
                column.longs(((Types.TimestampType) type).shouldAdjustToUTC() ? Kind.TIMESTAMP : Kind.TIMESTAMP_NTZ)
                        .append(slot, random.nextLong() >> 12);
            case UUID -> bytes(column, Kind.UUID, slot, randomBytes(16));
            default -> throw new IllegalStateException("no random values of type " + type);
        }
    }

    private void decimal(Column column, Types.DecimalType type, int slot) {
        BigInteger limit = BigInteger.TEN.pow(type.precision());
        BigInteger unscaled = new BigInteger(126, random).mod(limit);
        unscaled = random.nextBoolean() ? unscaled.negate() : unscaled;
        column.decimals().append(slot, unscaled.shiftRight(64).longValue(), unscaled.longValue(), type.scale());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.appendCodePoint(random.nextInt(8) == 0 ? 0x1F600 + random.nextInt(60) : 'a' + random.nextInt(26));
        }
        return text.toString();
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void bytes(Column column, Kind kind, int slot, byte[] bytes) {
        column.bytes(kind).append(slot, bytes, 0, bytes.length);
    }
}
