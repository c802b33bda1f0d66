package io.millrace.spi.batch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Rows in columns.
 *
 * @param rows the number of rows; the slots of the top-level columns are {@code 0} to {@code rows - 1}
 * @param columns in the order in which they were found
 */
public record Batch(int rows, List<Column> columns) {
    public Batch {
        requireNonNull(columns, "columns is null");
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
