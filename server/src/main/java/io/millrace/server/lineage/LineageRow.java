package io.millrace.server.lineage;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.TableName;
import java.util.Optional;

/**
 * That what a job writes depends on a field.
 *
 * @param table that the field is in, of an insert job
 * @param connection that the field comes from, of a copy job
 * @param field its path, such as {@code items[].sku}; empty for what depends on no field
 * @param column that is written; empty where the field decides which rows are
 * @param place the path of the value that is written, which begins with the column
 * @param expression as written; empty where there is none
 */
record LineageRow(
        Optional<TableName> table,
        Optional<String> connection,
        Optional<String> field,
        Optional<String> column,
        Optional<String> place,
        Transformation transformation,
        Optional<String> expression) {
    /** What happens to the field's value on its way. */
    enum Transformation {
        IDENTITY,
        EXPRESSION,
        AGGREGATE,
        FILTER,
        /** The value is no field's: Millrace or the source says it. */
        SYSTEM
    }

    LineageRow {
        requireNonNull(transformation, "transformation is null");
    }

    static LineageRow system(Optional<String> connection, String column) {
        return new LineageRow(
                Optional.empty(),
                connection,
                Optional.empty(),
                Optional.of(column),
                Optional.of(column),
                Transformation.SYSTEM,
                Optional.empty());
    }
}
