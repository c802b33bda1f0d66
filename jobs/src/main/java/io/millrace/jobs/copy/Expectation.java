package io.millrace.jobs.copy;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.Expression;
import io.millrace.spi.error.SourceLocation;
import java.io.Serializable;

/**
 * What a row is expected to fulfil. It violates that if the predicate is FALSE; TRUE and NULL are fine, as with CHECK.
 *
 * @param name unique within its job
 * @param sql the predicate, over the columns as they land
 * @param place where the predicate stands
 */
public record Expectation(String name, String sql, SourceLocation place, OnViolation onViolation)
        implements Serializable {
    /** What becomes of a row that violates an expectation. It is counted in any case. */
    public enum OnViolation {
        /** It is not loaded. */
        DROP,
        /** It is loaded. */
        WARN,
        /** It goes to the table of rejects, as JSON. */
        REJECT
    }

    public Expectation {
        requireNonNull(name, "name is null");
        requireNonNull(sql, "sql is null");
        requireNonNull(place, "place is null");
        requireNonNull(onViolation, "onViolation is null");
    }

    /** The predicate as what a kernel evaluates. */
    public Expression predicate() {
        return new Expression(name, sql, place);
    }
}
