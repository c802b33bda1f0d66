package io.millrace.sql.tree;

import io.millrace.spi.error.SourceLocation;
import java.io.Serializable;
import java.util.List;

/**
 * A column, or a field within one: {@code customer.address.state}, {@code items[].sku}.
 *
 * @param parts at least one; only the first can be a system name, {@code []} is never the first
 */
public record ColumnPath(List<Identifier> parts) implements Serializable {
    public ColumnPath {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a path has at least one part");
        }
    }

    public Identifier root() {
        return parts.get(0);
    }

    /** Where the path begins. */
    public SourceLocation location() {
        return root().location();
    }

    /** The path as shown in messages. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Identifier part : parts) {
            if (!text.isEmpty() && part.kind() != Identifier.Kind.ELEMENT) {
                text.append('.');
            }
            text.append(part);
        }
        return text.toString();
    }
}
