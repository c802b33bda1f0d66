package io.millrace.jobs.loop;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import io.millrace.lake.stats.TableStatistics;
import io.millrace.lake.write.WriteTarget;
import java.util.Optional;

/**
 * What a job writes, and in whose name.
 *
 * @param jobId given once, when the job is created
 * @param epoch the fencing epoch of this process
 * @param rejects the table of rejects, for jobs that decode
 * @param statistics of the target, for jobs that keep them
 * @param lookup finds the rows that a run replaces, for jobs that replace any
 * @param version of the job, from 1
 * @param branch of the table on which it builds what no reader sees yet; empty for what they see
 */
public record JobTarget(
        String jobId,
        String jobName,
        long epoch,
        LakeTable table,
        Optional<LakeTable> rejects,
        Optional<TableStatistics> statistics,
        Optional<RowLookup> lookup,
        long version,
        Optional<String> branch) {
    public JobTarget {
        requireNonNull(jobId, "jobId is null");
        requireNonNull(jobName, "jobName is null");
        requireNonNull(table, "table is null");
        requireNonNull(rejects, "rejects is null");
        requireNonNull(statistics, "statistics is null");
        requireNonNull(lookup, "lookup is null");
        requireNonNull(branch, "branch is null");
    }

    /** Within which commit times are in order. */
    String timeline() {
        return branch.map(name -> table.name() + "@" + name)
                .orElseGet(() -> table.name().toString());
    }

    /** What a task needs to write files for it. */
    WriteTarget writing() {
        WriteTarget main = WriteTarget.of(table);
        return branch.map(main::on).orElse(main);
    }

    /** The target of a job's first version. */
    public JobTarget(
            String jobId,
            String jobName,
            long epoch,
            LakeTable table,
            Optional<LakeTable> rejects,
            Optional<TableStatistics> statistics,
            Optional<RowLookup> lookup) {
        this(jobId, jobName, epoch, table, rejects, statistics, lookup, 1, Optional.empty());
    }

    /** A target to which rows are added. */
    public JobTarget(
            String jobId,
            String jobName,
            long epoch,
            LakeTable table,
            Optional<LakeTable> rejects,
            Optional<TableStatistics> statistics) {
        this(jobId, jobName, epoch, table, rejects, statistics, Optional.empty());
    }

    /** A target of which no statistics are kept. */
    public JobTarget(String jobId, String jobName, long epoch, LakeTable table, Optional<LakeTable> rejects) {
        this(jobId, jobName, epoch, table, rejects, Optional.empty());
    }
}
