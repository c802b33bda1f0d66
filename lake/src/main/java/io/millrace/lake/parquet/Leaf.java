package io.millrace.lake.parquet;

import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/**
 * A primitive field.
 *
 * @param fieldId of Iceberg
 * @param path from the top, as Parquet spells it
 * @param maxDefinition the definition level of a value that is present
 * @param maxRepetition how many lists and maps hold the field
 */
record Leaf(int fieldId, Type type, List<String> path, int maxDefinition, int maxRepetition) {
    private static final int DIGITS_OF_INT = 9;
    private static final int DIGITS_OF_LONG = 18;
    private static final int UUID_BYTES = 16;

    String name() {
        return String.join(".", path);
    }

    ValueEncoder encoder(ParquetWriteOptions options) {
        int dictionaryBytes = options.dictionaryBytes();
        return switch (physicalType(type)) {
            case BOOLEAN -> new BooleanEncoder();
            case INT32, FLOAT -> new LongEncoder(type, Integer.BYTES, dictionaryBytes);
            case INT64, DOUBLE -> new LongEncoder(type, Long.BYTES, dictionaryBytes);
            case BYTE_ARRAY -> new BytesEncoder(type, name(), BytesEncoder.VARIABLE, dictionaryBytes);
            case FIXED_LEN_BYTE_ARRAY -> new BytesEncoder(type, name(), fixedLength(type), dictionaryBytes);
            case INT96 -> throw new IllegalStateException("Cannot write column as INT96: " + name());
        };
    }

    static org.apache.parquet.format.Type physicalType(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> org.apache.parquet.format.Type.BOOLEAN;
            case INTEGER, DATE -> org.apache.parquet.format.Type.INT32;
            case LONG, TIME, TIMESTAMP -> org.apache.parquet.format.Type.INT64;
            case FLOAT -> org.apache.parquet.format.Type.FLOAT;
            case DOUBLE -> org.apache.parquet.format.Type.DOUBLE;
            case STRING, BINARY -> org.apache.parquet.format.Type.BYTE_ARRAY;
            case UUID, FIXED -> org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY;
            case DECIMAL -> decimalType(((Types.DecimalType) type).precision());
            default -> throw new IllegalArgumentException("Cannot write Parquet type: " + type);
        };
    }

    /** The length of each value of a type that is FIXED_LEN_BYTE_ARRAY. */
    static int fixedLength(Type type) {
        if (type.typeId() == TypeID.UUID) {
            return UUID_BYTES;
        }
        return type.typeId() == TypeID.FIXED
                ? ((Types.FixedType) type).length()
                : TypeUtil.decimalRequiredBytes(((Types.DecimalType) type).precision());
    }

    private static org.apache.parquet.format.Type decimalType(int precision) {
        if (precision <= DIGITS_OF_INT) {
            return org.apache.parquet.format.Type.INT32;
        }
        return precision <= DIGITS_OF_LONG
                ? org.apache.parquet.format.Type.INT64
                : org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY;
    }
}
