package io.millrace.server.metastore;

import io.millrace.jobs.loop.JobState;

/**
 * A job as kept.
 *
 * @param id given once, when the job is created; never used again
 * @param sql its CREATE statement in canonical form
 * @param state what it is to be, or how it ended: RUNNING is resumed by the next process
 * @param error why it failed, or empty text
 * @param created milliseconds since 1970
 * @param replayMicros when REPLAY REJECTS was asked for last, microseconds since 1970; 0 if never
 * @param version of its definition, from 1: CREATE OR REPLACE makes the next
 */
public record StoredJob(
        String name,
        String id,
        String sql,
        JobState state,
        String error,
        long created,
        long replayMicros,
        long version) {
    /** The same with another definition. */
    public StoredJob redefined(String otherSql, long otherVersion) {
        return new StoredJob(name, id, otherSql, state, error, created, replayMicros, otherVersion);
    }
}
