package io.millrace.server.define;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.option.Options;

/**
 * A connection as its statement says.
 *
 * @param type in upper case: {@code KAFKA}
 * @param sql the statement in canonical form
 */
public record ConnectionDefinition(String name, String type, Options options, String sql) {
    public ConnectionDefinition {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(options, "options is null");
        requireNonNull(sql, "sql is null");
    }
}
