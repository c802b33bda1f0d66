package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;

/**
 * What fills a materialized view.
 *
 * @param jobId of the job that does
 * @param source the table that it counts the commits of
 * @param startMicros the first commit time that it counts, microseconds since 1970
 */
public record ViewFeed(String jobId, LakeTable source, long startMicros) {
    public ViewFeed {
        requireNonNull(jobId, "jobId is null");
        requireNonNull(source, "source is null");
    }
}
