package io.millrace.sql.tree;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.io.Serializable;

/** {@code name type}: a column of a table or a field of a struct. */
public record ColumnDefinition(Identifier name, DataType type) implements Serializable {
    public ColumnDefinition {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }

    public SourceLocation location() {
        return name.location();
    }
}
