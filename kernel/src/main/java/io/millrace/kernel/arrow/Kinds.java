package io.millrace.kernel.arrow;

import io.millrace.kernel.type.DuckType;
import io.millrace.spi.batch.Kind;

/** Which kind of value a type of DuckDB is in a batch. */
public final class Kinds {
    private Kinds() {}

    /** The kind of an exported type. */
    public static Kind of(DuckType type) {
        return switch (type.id()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case TINYINT, SMALLINT, INTEGER, BIGINT -> Kind.BIGINT;
            case FLOAT, DOUBLE -> Kind.DOUBLE;
            case DECIMAL -> Kind.DECIMAL;
            case VARCHAR -> Kind.STRING;
            case BLOB -> Kind.BINARY;
            case DATE -> Kind.DATE;
            case TIME -> Kind.TIME;
            case TIMESTAMP -> Kind.TIMESTAMP_NTZ;
            case TIMESTAMPTZ -> Kind.TIMESTAMP;
            case UUID -> Kind.UUID;
            case STRUCT -> Kind.STRUCT;
            case LIST -> Kind.LIST;
            case MAP -> Kind.MAP;
            default -> throw new IllegalArgumentException("no batch holds values of type " + type.text());
        };
    }
}
