package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.util.List;

/**
 * A column in the text of a query.
 *
 * @param names the parts of its path, those of the table in front included
 */
public record ColumnMention(List<String> names, SourceLocation location) {
    public ColumnMention {
        names = List.copyOf(names);
        requireNonNull(location, "location is null");
    }
}
