package io.millrace.server.metastore;

/**
 * A connection as kept: its CREATE statement; secrets only as references to where they are.
 *
 * @param sql the statement in canonical form
 */
public record StoredConnection(String name, String type, String sql) {}
