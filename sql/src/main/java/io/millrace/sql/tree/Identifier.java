package io.millrace.sql.tree;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.io.Serializable;

/**
 * One name. Names are case-insensitive everywhere and kept as written.
 *
 * @param name without quotes, and without the {@code $} of a system name; {@code element} for {@code []}
 */
public record Identifier(String name, Kind kind, SourceLocation location) implements Serializable {
    /** What a name refers to. */
    public enum Kind {
        NAME,
        /** {@code $event_date}. */
        SYSTEM,
        /** {@code []}: the elements of the list before it. */
        ELEMENT
    }

    public Identifier {
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(location, "location is null");
    }

    /** The name as shown in messages: a system name with its {@code $}. */
    @Override
    public String toString() {
        return switch (kind) {
            case NAME -> name;
            case SYSTEM -> "$" + name;
            case ELEMENT -> "[]";
        };
    }
}
