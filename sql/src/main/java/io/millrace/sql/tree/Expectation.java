package io.millrace.sql.tree;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.io.Serializable;

/**
 * {@code EXPECTATION name EXPECT predicate ON VIOLATION action}. A row violates it if the predicate is FALSE; TRUE and NULL
 * are fine, as with CHECK.
 */
public record Expectation(Identifier name, SqlText predicate, Action action, SourceLocation location)
        implements Serializable {
    /** What becomes of a row that violates an expectation. */
    public enum Action {
        /** It is not loaded. */
        DROP,
        /** It is loaded, and counted. */
        WARN,
        /** It goes to the table of rejects. */
        REJECT
    }

    public Expectation {
        requireNonNull(name, "name is null");
        requireNonNull(predicate, "predicate is null");
        requireNonNull(action, "action is null");
        requireNonNull(location, "location is null");
    }
}
