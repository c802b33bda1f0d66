package io.millrace.jobs.loop;

import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.spi.source.Position;
import java.time.Instant;

/**
 * A committed run, for {@code system.monitoring.runs}.
 *
 * @param version of the job that it was a run of
 */
public record RunRecord(
        String jobId,
        String jobName,
        long run,
        long version,
        Position from,
        Position to,
        Counts counts,
        int files,
        long fileBytes,
        Instant commitTime,
        long snapshotId,
        Instant planned,
        Instant committed) {}
