package io.millrace.kernel.arrow;

import io.millrace.kernel.type.DuckType;
import io.millrace.spi.batch.Column;
import org.apache.arrow.vector.FieldVector;

/** Copies an Arrow vector of one type into a column. */
interface ColumnReader {
    void read(FieldVector source, Rows rows, Column out);

    /** The reader of a type that a batch can hold; Arrow's form is the one of {@code arrow_lossless_conversion}. */
    static ColumnReader of(DuckType type) {
        return switch (type.id()) {
            case BOOLEAN -> FixedReaders::booleans;
            case TINYINT, SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ ->
                new LongReader(Kinds.of(type), LongReader.width(type));
            case FLOAT -> FixedReaders::floats;
            case DOUBLE -> FixedReaders::doubles;
            case DECIMAL -> new DecimalReader(type.scale());
            case UUID -> FixedReaders::uuids;
            case VARCHAR, BLOB -> new BytesReader(Kinds.of(type));
            case STRUCT -> new StructReader(type.fields());
            case LIST -> new ListReader(type.element());
            case MAP ->
                new MapReader(type.fields().get(0).type(), type.fields().get(1).type());
            default -> throw new IllegalArgumentException("no batch holds values of type " + type.text());
        };
    }
}
