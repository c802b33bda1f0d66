package io.millrace.kernel;

import static java.util.Objects.requireNonNull;

import org.apache.iceberg.types.Type;

/**
 * A column of a table that a result column is written to.
 *
 * @param output the index of the result column
 * @param name the table's name for it
 * @param type the table's type
 */
public record TargetColumn(int output, String name, Type type) {
    public TargetColumn {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }
}
