package io.millrace.kernel.lineage;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * That a result depends on a field.
 *
 * @param output the index of the result column; {@link #ALL} where it is about rows
 * @param place inside of the column, such as {@code .address.city} or {@code [].sku}; empty text for the whole of it
 * @param source empty for what depends on no field: a constant, the time of the run
 * @param expression as the user wrote it; the field's path where the value is taken as it is
 */
public record Dependency(
        int output, String place, Optional<SourceField> source, Derivation derivation, String expression) {
    /** The output of a dependency of all columns. */
    public static final int ALL = -1;

    public Dependency {
        requireNonNull(place, "place is null");
        requireNonNull(source, "source is null");
        requireNonNull(derivation, "derivation is null");
        requireNonNull(expression, "expression is null");
    }

    /**
     * A field of a table.
     *
     * @param table the index of the {@link io.millrace.kernel.select.TableUse}
     * @param path such as {@code customer.email} or {@code items[].sku}; {@code *} where it may be any
     */
    public record SourceField(int table, String path) {}
}
