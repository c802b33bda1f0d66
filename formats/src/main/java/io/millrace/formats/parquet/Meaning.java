package io.millrace.formats.parquet;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;

/**
 * What the values of a column mean.
 *
 * @param scale of a decimal
 * @param unit of a time
 */
record Meaning(Type physical, Logical logical, int scale, Unit unit) {
    enum Logical {
        NONE,
        TEXT,
        DECIMAL,
        DATE,
        TIME,
        TIMESTAMP,
        LOCAL_TIMESTAMP,
        UNSIGNED,
        UUID,
        FLOAT16,
        INTERVAL
    }

    enum Unit {
        MILLIS,
        MICROS,
        NANOS
    }

    private static final int UUID_BYTES = 16;
    private static final int HALF_BYTES = 2;
    private static final int INTERVAL_BYTES = 12;

    private static Meaning of(SchemaElement element, Logical logical, Unit unit) {
        return new Meaning(element.getType(), logical, element.getScale(), unit);
    }

    static Meaning of(SchemaElement element) {
        if (isKnown(element)) {
            return of(element, element.getLogicalType());
        }
        return element.isSetConverted_type()
                ? of(element, element.getConverted_type())
                : of(element, Logical.NONE, Unit.MILLIS);
    }

    /** Whether a column has a logical type, and one that was there when this was written. */
    static boolean isKnown(SchemaElement element) {
        return element.isSetLogicalType() && element.getLogicalType().isSet();
    }

    private static Meaning of(SchemaElement element, LogicalType type) {
        int bytes = element.getType_length();
        return switch (type.getSetField()) {
            case STRING, ENUM, JSON -> of(element, Logical.TEXT, Unit.MILLIS);
            case DECIMAL ->
                new Meaning(
                        element.getType(), Logical.DECIMAL, type.getDECIMAL().getScale(), Unit.MILLIS);
            case DATE -> of(element, Logical.DATE, Unit.MILLIS);
            case TIME -> of(element, Logical.TIME, unit(type.getTIME().getUnit()));
            case TIMESTAMP ->
                of(
                        element,
                        type.getTIMESTAMP().isIsAdjustedToUTC() ? Logical.TIMESTAMP : Logical.LOCAL_TIMESTAMP,
                        unit(type.getTIMESTAMP().getUnit()));
            case INTEGER -> of(element, type.getINTEGER().isIsSigned() ? Logical.NONE : Logical.UNSIGNED, Unit.MILLIS);
            case UUID -> of(element, bytes == UUID_BYTES ? Logical.UUID : Logical.NONE, Unit.MILLIS);
            case FLOAT16 -> of(element, bytes == HALF_BYTES ? Logical.FLOAT16 : Logical.NONE, Unit.MILLIS);
            default -> of(element, Logical.NONE, Unit.MILLIS);
        };
    }

    private static Meaning of(SchemaElement element, ConvertedType type) {
        return switch (type) {
            case UTF8, ENUM, JSON -> of(element, Logical.TEXT, Unit.MILLIS);
            case DECIMAL -> of(element, Logical.DECIMAL, Unit.MILLIS);
            case DATE -> of(element, Logical.DATE, Unit.MILLIS);
            case TIME_MILLIS -> of(element, Logical.TIME, Unit.MILLIS);
            case TIME_MICROS -> of(element, Logical.TIME, Unit.MICROS);
            case TIMESTAMP_MILLIS -> of(element, Logical.TIMESTAMP, Unit.MILLIS);
            case TIMESTAMP_MICROS -> of(element, Logical.TIMESTAMP, Unit.MICROS);
            case UINT_8, UINT_16, UINT_32, UINT_64 -> of(element, Logical.UNSIGNED, Unit.MILLIS);
            case INTERVAL ->
                of(element, element.getType_length() == INTERVAL_BYTES ? Logical.INTERVAL : Logical.NONE, Unit.MILLIS);
            default -> of(element, Logical.NONE, Unit.MILLIS);
        };
    }

    private static Unit unit(TimeUnit unit) {
        return unit.isSetMILLIS() ? Unit.MILLIS : unit.isSetMICROS() ? Unit.MICROS : Unit.NANOS;
    }
}
