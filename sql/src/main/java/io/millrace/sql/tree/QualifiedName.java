package io.millrace.sql.tree;

import io.millrace.spi.error.SourceLocation;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A dotted name, such as {@code catalog.schema.table}.
 *
 * @param parts at least one
 */
public record QualifiedName(List<Identifier> parts) implements Serializable {
    public QualifiedName {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a name has at least one part");
        }
    }

    /** Where the name begins. */
    public SourceLocation location() {
        return parts.get(0).location();
    }

    /** The name as shown in messages. */
    @Override
    public String toString() {
        return parts.stream().map(Identifier::toString).collect(Collectors.joining("."));
    }
}
