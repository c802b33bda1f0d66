package io.millrace.kernel.type;

import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.DuckType.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** How Iceberg's types and DuckDB's correspond. */
public final class IcebergTypes {
    private IcebergTypes() {}

    /** The type in which DuckDB reads a column of an Iceberg table from Parquet. */
    public static DuckType toDuck(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> DuckType.of(TypeId.BOOLEAN);
            case INTEGER -> DuckType.of(TypeId.INTEGER);
            case LONG -> DuckType.of(TypeId.BIGINT);
            case FLOAT -> DuckType.of(TypeId.FLOAT);
            case DOUBLE -> DuckType.of(TypeId.DOUBLE);
            case DATE -> DuckType.of(TypeId.DATE);
            case TIME -> DuckType.of(TypeId.TIME);
            case TIMESTAMP ->
                DuckType.of(((Types.TimestampType) type).shouldAdjustToUTC() ? TypeId.TIMESTAMPTZ : TypeId.TIMESTAMP);
            case STRING -> DuckType.of(TypeId.VARCHAR);
            case UUID -> DuckType.of(TypeId.UUID);
            case FIXED, BINARY -> DuckType.of(TypeId.BLOB);
            case DECIMAL ->
                DuckType.decimal(((Types.DecimalType) type).precision(), ((Types.DecimalType) type).scale());
            case UNKNOWN -> DuckType.of(TypeId.NULL);
            case STRUCT -> DuckType.struct(fields(type.asStructType()));
            case LIST -> DuckType.list(toDuck(type.asListType().elementType()));
            case MAP ->
                DuckType.map(
                        toDuck(type.asMapType().keyType()),
                        toDuck(type.asMapType().valueType()));
            case TIMESTAMP_NANO, VARIANT, GEOMETRY, GEOGRAPHY ->
                throw new IllegalArgumentException("Cannot read columns of type: " + type);
        };
    }

    private static List<Field> fields(Types.StructType struct) {
        List<Field> fields = new ArrayList<>();
        for (Types.NestedField field : struct.fields()) {
            fields.add(new Field(field.name(), toDuck(field.type())));
        }
        return fields;
    }

    /**
     * The type of an Iceberg column that holds every value of {@code type}, or empty when there is none. Fields are
     * optional and numbered from 1; a table gives them ids of its own.
     */
    public static Optional<Type> toIceberg(DuckType type) {
        return exported(type).map(exported -> new Numbering().convert(exported));
    }

    /**
     * The nearest type that both Iceberg and a {@link io.millrace.spi.batch.Batch} have and that holds every value of
     * {@code type}; {@code type} itself if it is one of them, empty when there is none.
     */
    public static Optional<DuckType> exported(DuckType type) {
        return switch (type.id()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DECIMAL, VARCHAR -> Optional.of(type);
            case BLOB, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID -> Optional.of(type);
            case UTINYINT, USMALLINT -> Optional.of(DuckType.of(TypeId.INTEGER));
            case UINTEGER -> Optional.of(DuckType.of(TypeId.BIGINT));
            case UBIGINT -> Optional.of(DuckType.decimal(20, 0));
            case HUGEINT, UHUGEINT -> Optional.of(DuckType.decimal(38, 0));
            case JSON, ENUM -> Optional.of(DuckType.of(TypeId.VARCHAR));
            case TIMESTAMP_S, TIMESTAMP_MS -> Optional.of(DuckType.of(TypeId.TIMESTAMP));
            case TIMESTAMP_NS, NULL, OTHER -> Optional.empty();
            case STRUCT, LIST, ARRAY, MAP -> exportedNested(type);
        };
    }

    private static Optional<DuckType> exportedNested(DuckType type) {
        List<Field> fields = new ArrayList<>();
        for (Field field : type.fields()) {
            Optional<DuckType> exported = exported(field.type());
            if (exported.isEmpty()) {
                return Optional.empty();
            }
            fields.add(new Field(field.name(), exported.get()));
        }

        DuckType result = withFields(type, fields);
        return Optional.of(result.fields().equals(type.fields()) && type.id() != TypeId.ARRAY ? type : result);
    }

    /** The nested type with other types for its fields; an ARRAY becomes a LIST. */
    static DuckType withFields(DuckType type, List<Field> fields) {
        return switch (type.id()) {
            case STRUCT -> DuckType.struct(fields);
            case MAP -> DuckType.map(fields.get(0).type(), fields.get(1).type());
            default -> DuckType.list(fields.get(0).type());
        };
    }

    /**
     * The type in which a value of {@code type} is printed: as {@link #exported}, and what has no such type, at any
     * depth, as text.
     */
    public static DuckType printed(DuckType type) {
        return switch (type.id()) {
            case TIMESTAMP_NS, NULL, OTHER -> DuckType.of(TypeId.VARCHAR);
            case STRUCT, LIST, ARRAY, MAP -> {
                List<Field> fields = type.fields().stream()
                        .map(field -> new Field(field.name(), printed(field.type())))
                        .toList();
                yield withFields(type, fields);
            }
            default -> exported(type).orElseThrow();
        };
    }

    private static final class Numbering {
        private int next = 1;

        private Type convert(DuckType type) {
            return switch (type.id()) {
                case BOOLEAN -> Types.BooleanType.get();
                case TINYINT, SMALLINT, INTEGER -> Types.IntegerType.get();
                case BIGINT -> Types.LongType.get();
                case FLOAT -> Types.FloatType.get();
                case DOUBLE -> Types.DoubleType.get();
                case DECIMAL -> Types.DecimalType.of(type.precision(), type.scale());
                case VARCHAR -> Types.StringType.get();
                case BLOB -> Types.BinaryType.get();
                case DATE -> Types.DateType.get();
                case TIME -> Types.TimeType.get();
                case TIMESTAMP -> Types.TimestampType.withoutZone();
                case TIMESTAMPTZ -> Types.TimestampType.withZone();
                case UUID -> Types.UUIDType.get();
                case STRUCT -> struct(type);
                case LIST -> Types.ListType.ofOptional(next++, convert(type.element()));
                case MAP -> map(type);
                default -> throw new IllegalStateException("not an exported type: " + type.text());
            };
        }

        private Type struct(DuckType type) {
            List<Types.NestedField> fields = new ArrayList<>();
            for (Field field : type.fields()) {
                fields.add(Types.NestedField.optional(next++, field.name(), convert(field.type())));
            }
            return Types.StructType.of(fields);
        }

        private Type map(DuckType type) {
            int key = next++;
            int value = next++;
            return Types.MapType.ofOptional(
                    key,
                    value,
                    convert(type.fields().get(0).type()),
                    convert(type.fields().get(1).type()));
        }
    }
}
