package io.millrace.server.metastore;

/**
 * A new version of a job that builds its rows while the old one goes on.
 *
 * @param shadowId in whose name it commits until it takes the place of the old one
 * @param sql its CREATE statement in canonical form
 * @param created milliseconds since 1970
 */
public record StoredBackfill(String jobId, String shadowId, String sql, long version, long created) {}
