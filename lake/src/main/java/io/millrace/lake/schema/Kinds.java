package io.millrace.lake.schema;

import io.millrace.spi.batch.Kind;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Which kind of value a column type of Iceberg takes, and which type a kind becomes. */
public final class Kinds {
    private Kinds() {}

    /** The kind whose vector holds values of {@code type}. */
    public static Kind of(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case INTEGER, LONG -> Kind.BIGINT;
            case FLOAT, DOUBLE -> Kind.DOUBLE;
            case DECIMAL -> Kind.DECIMAL;
            case STRING -> Kind.STRING;
            case BINARY, FIXED -> Kind.BINARY;
            case UUID -> Kind.UUID;
            case DATE -> Kind.DATE;
            case TIME -> Kind.TIME;
            case TIMESTAMP -> ((Types.TimestampType) type).shouldAdjustToUTC() ? Kind.TIMESTAMP : Kind.TIMESTAMP_NTZ;
            case STRUCT -> Kind.STRUCT;
            case LIST -> Kind.LIST;
            case MAP -> Kind.MAP;
            default ->
                throw new MillraceException(ErrorCode.TYPE_MISMATCH, "Cannot use a column of Iceberg type: " + type)
                        .withHint("Millrace reads and writes Iceberg's types of format version 2");
        };
    }

    /** The type a new column takes for scalars of one kind; decimals are chosen by their values instead. */
    static Type type(Kind kind) {
        return switch (kind) {
            case BOOLEAN -> Types.BooleanType.get();
            case BIGINT -> Types.LongType.get();
            case DOUBLE -> Types.DoubleType.get();
            case DECIMAL -> Types.DecimalType.of(38, 0);
            case STRING -> Types.StringType.get();
            case BINARY -> Types.BinaryType.get();
            case UUID -> Types.UUIDType.get();
            case DATE -> Types.DateType.get();
            case TIME -> Types.TimeType.get();
            case TIMESTAMP -> Types.TimestampType.withZone();
            case TIMESTAMP_NTZ -> Types.TimestampType.withoutZone();
            case STRUCT, LIST, MAP -> throw new IllegalArgumentException("not a scalar: " + kind);
        };
    }

    static boolean isNested(Kind kind) {
        return kind == Kind.STRUCT || kind == Kind.LIST || kind == Kind.MAP;
    }
}
