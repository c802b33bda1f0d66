package io.millrace.server.metastore;

/**
 * A function of a user as kept.
 *
 * @param sql its CREATE statement in canonical form
 * @param hash of its jar, SHA-256 in hexadecimal
 */
public record StoredFunction(String name, String sql, String hash) {}
