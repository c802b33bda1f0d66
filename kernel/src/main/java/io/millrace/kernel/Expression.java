package io.millrace.kernel;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;

/**
 * An expression over the columns of a record.
 *
 * @param name of the column of its results
 * @param sql the expression as written
 * @param origin where it stands
 */
public record Expression(String name, String sql, SourceLocation origin) {
    public Expression {
        requireNonNull(name, "name is null");
        requireNonNull(sql, "sql is null");
        requireNonNull(origin, "origin is null");
    }
}
