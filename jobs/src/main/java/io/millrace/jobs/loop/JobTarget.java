package io.millrace.jobs.loop;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import java.util.Optional;

/**
 * What a job writes, and in whose name.
 *
 * @param jobId given once, when the job is created
 * @param epoch the fencing epoch of this process
 * @param rejects the table of rejects, for jobs that decode
 */
public record JobTarget(String jobId, String jobName, long epoch, LakeTable table, Optional<LakeTable> rejects) {
    public JobTarget {
        requireNonNull(jobId, "jobId is null");
        requireNonNull(jobName, "jobName is null");
        requireNonNull(table, "table is null");
        requireNonNull(rejects, "rejects is null");
    }
}
