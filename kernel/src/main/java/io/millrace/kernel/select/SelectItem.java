package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.util.Optional;

/**
 * An item of the outermost SELECT list.
 *
 * @param text as written, without the alias
 * @param name the alias, or the last part of a column's path; empty for an expression without an alias
 * @param star whether it stands for any number of columns
 */
public record SelectItem(SourceLocation location, String text, Optional<String> name, boolean star) {
    public SelectItem {
        requireNonNull(location, "location is null");
        requireNonNull(text, "text is null");
        requireNonNull(name, "name is null");
    }
}
