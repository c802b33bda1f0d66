package io.millrace.kernel.type;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A type of DuckDB.
 *
 * @param id which type it is
 * @param text the type as DuckDB writes it, such as {@code STRUCT(a INTEGER)[]}
 * @param precision of a DECIMAL, else 0
 * @param scale of a DECIMAL, else 0
 * @param fields of a STRUCT by name; {@code element} of a LIST or ARRAY; {@code key} and {@code value} of a MAP
 */
public record DuckType(TypeId id, String text, int precision, int scale, List<Field> fields) {
    /** The types with a meaning of their own here; all others are {@link #OTHER}. */
    public enum TypeId {
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INTEGER,
        BIGINT,
        HUGEINT,
        UTINYINT,
        USMALLINT,
        UINTEGER,
        UBIGINT,
        UHUGEINT,
        FLOAT,
        DOUBLE,
        DECIMAL,
        VARCHAR,
        JSON,
        ENUM,
        BLOB,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMP_S,
        TIMESTAMP_MS,
        TIMESTAMP_NS,
        TIMESTAMPTZ,
        UUID,
        /** The type of a bare NULL. */
        NULL,
        STRUCT,
        LIST,
        ARRAY,
        MAP,
        OTHER
    }

    /** A field of a nested type. */
    public record Field(String name, DuckType type) {
        public Field {
            requireNonNull(name, "name is null");
            requireNonNull(type, "type is null");
        }
    }

    public DuckType {
        requireNonNull(id, "id is null");
        requireNonNull(text, "text is null");
        fields = List.copyOf(fields);
    }

    static DuckType scalar(TypeId id, String text) {
        return new DuckType(id, text, 0, 0, List.of());
    }

    /** A type without parameters, by its own name. */
    public static DuckType of(TypeId id) {
        return scalar(
                id, id == TypeId.TIMESTAMPTZ ? "TIMESTAMP WITH TIME ZONE" : id == TypeId.NULL ? "\"NULL\"" : id.name());
    }

    public static DuckType decimal(int precision, int scale) {
        return new DuckType(TypeId.DECIMAL, "DECIMAL(%d,%d)".formatted(precision, scale), precision, scale, List.of());
    }

    public static DuckType struct(List<Field> fields) {
        String text = fields.stream()
                .map(field -> SqlText.name(field.name()) + " " + field.type().text())
                .collect(Collectors.joining(", ", "STRUCT(", ")"));
        return new DuckType(TypeId.STRUCT, text, 0, 0, fields);
    }

    public static DuckType list(DuckType element) {
        return new DuckType(TypeId.LIST, element.text() + "[]", 0, 0, List.of(new Field("element", element)));
    }

    public static DuckType map(DuckType key, DuckType value) {
        String text = "MAP(" + key.text() + ", " + value.text() + ")";
        return new DuckType(TypeId.MAP, text, 0, 0, List.of(new Field("key", key), new Field("value", value)));
    }

    /** The type that DuckDB writes as {@code text}, in result metadata or in DESCRIBE. */
    public static DuckType parse(String text) {
        return new DuckTypeParser(text).parse();
    }

    /** The type for messages: names without quotes where that cannot be misread. */
    public String label() {
        return id == TypeId.NULL ? "NULL" : text.replaceAll("\"([A-Za-z_][A-Za-z0-9_]*)\"", "$1");
    }

    /** The type of the elements of a LIST or ARRAY. */
    public DuckType element() {
        return fields.get(0).type();
    }

    /** Whether values of this type are whole numbers, signed or not. */
    public boolean isInteger() {
        return id.compareTo(TypeId.TINYINT) >= 0 && id.compareTo(TypeId.UHUGEINT) <= 0;
    }
}
