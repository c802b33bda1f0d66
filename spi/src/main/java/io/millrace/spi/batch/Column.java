package io.millrace.spi.batch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of one field. What a decoder yields may hold several kinds (a number in one row, a text in the next): a
 * slot has a value in at most one of them. A conformed column has exactly one vector.
 */
public final class Column {
    private final String name;
    private final Map<Kind, Vector> vectors = new EnumMap<>(Kind.class);

    public Column(String name) {
        this.name = requireNonNull(name, "name is null");
    }

    /** A column of one kind around a vector that exists already. */
    public Column(String name, Kind kind, Vector vector) {
        this(name);
        put(kind, vector);
    }

    public String name() {
        return name;
    }

    public void put(Kind kind, Vector vector) {
        vectors.put(kind, vector);
    }

    /** The vector of a kind, even an empty one. */
    public Optional<Vector> find(Kind kind) {
        return Optional.ofNullable(vectors.get(kind));
    }

    /** The kinds that have at least one value. */
    public List<Kind> kinds() {
        List<Kind> present = new ArrayList<>(1);
        vectors.forEach((kind, vector) -> {
            if (vector.size() > 0) {
                present.add(kind);
            }
        });
        return present;
    }

    public BooleanVector booleans() {
        Vector vector = vectors.get(Kind.BOOLEAN);
        return (BooleanVector) (vector != null ? vector : create(Kind.BOOLEAN, new BooleanVector()));
    }

    /** The vector of BIGINT, DATE, TIME, TIMESTAMP or TIMESTAMP_NTZ values. */
    public LongVector longs(Kind kind) {
        Vector vector = vectors.get(kind);
        return (LongVector) (vector != null ? vector : create(kind, new LongVector()));
    }

    public DoubleVector doubles() {
        Vector vector = vectors.get(Kind.DOUBLE);
        return (DoubleVector) (vector != null ? vector : create(Kind.DOUBLE, new DoubleVector()));
    }

    public DecimalVector decimals() {
        Vector vector = vectors.get(Kind.DECIMAL);
        return (DecimalVector) (vector != null ? vector : create(Kind.DECIMAL, new DecimalVector()));
    }

    /** The vector of STRING, BINARY or UUID values. */
    public BytesVector bytes(Kind kind) {
        Vector vector = vectors.get(kind);
        return (BytesVector) (vector != null ? vector : create(kind, new BytesVector()));
    }

    public StructVector structs() {
        Vector vector = vectors.get(Kind.STRUCT);
        return (StructVector) (vector != null ? vector : create(Kind.STRUCT, new StructVector()));
    }

    public ListVector lists() {
        Vector vector = vectors.get(Kind.LIST);
        return (ListVector) (vector != null ? vector : create(Kind.LIST, new ListVector()));
    }

    public MapVector maps() {
        Vector vector = vectors.get(Kind.MAP);
        return (MapVector) (vector != null ? vector : create(Kind.MAP, new MapVector()));
    }

    /** Removes the values of every kind at {@code slot} and after it, nested ones included. */
    public void truncate(int slot) {
        vectors.values().forEach(vector -> vector.truncate(slot));
    }

    /** Removes all values and keeps the memory. */
    public void clear() {
        vectors.values().forEach(Vector::clear);
    }

    private Vector create(Kind kind, Vector vector) {
        vectors.put(kind, vector);
        return vector;
    }
}
