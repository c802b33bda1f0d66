package io.millrace.jobs.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.spi.source.Position;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;

/**
 * What the last run of a job did, in a property of its target that changes with the commit: what is counted of runs does
 * not miss the one after whose commit the process died.
 */
record LastRun(
        long run,
        long version,
        SortedMap<String, BigInteger> from,
        Counts counts,
        int files,
        long fileBytes,
        long planned) {
    private static final String PREFIX = Committer.LAST_RUN;
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    LastRun {
        from = new TreeMap<>(from);
    }

    /** The property that is to be committed with a run. */
    static Map<String, String> property(JobTarget job, RunInFlight run) {
        LastRun last = new LastRun(
                run.key().number(),
                job.version(),
                run.from().offsets(),
                run.counts(),
                run.files().size(),
                run.fileBytes(),
                run.planned().toEpochMilli());
        try {
            return Map.of(PREFIX + job.jobId(), JSON.writeValueAsString(last));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last run of a job as its target has it. */
    static Optional<RunRecord> find(JobTarget job) {
        LakeTable table = job.table();
        String text = table.metadata().properties().get(PREFIX + job.jobId());
        Optional<JobToken> token = table.token(job.jobId());
        if (text == null || token.isEmpty()) {
            return Optional.empty();
        }
        try {
            LastRun last = JSON.readValue(text, LastRun.class);
            return last.run == token.get().run() ? Optional.of(last.record(job, token.get())) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what a run did is no JSON: " + text, e);
        }
    }

    private RunRecord record(JobTarget job, JobToken token) {
        Optional<Snapshot> snapshot = snapshot(job);
        Instant commitTime = Instant.EPOCH.plus(token.commitTimeMicros(), ChronoUnit.MICROS);
        return new RunRecord(
                job.jobId(),
                job.jobName(),
                run,
                Math.max(version, 1),
                new Position(from),
                token.position(),
                counts,
                files,
                fileBytes,
                commitTime,
                snapshot.map(Snapshot::snapshotId).orElse(-1L),
                Instant.ofEpochMilli(planned),
                snapshot.map(known -> Instant.ofEpochMilli(known.timestampMillis()))
                        .orElse(commitTime));
    }

    private Optional<Snapshot> snapshot(JobTarget job) {
        return job.table().metadata().snapshots().stream()
                .filter(snapshot -> job.jobId().equals(snapshot.summary().get(Committer.JOB))
                        && Long.toString(run).equals(snapshot.summary().get(Committer.RUN)))
                .findFirst();
    }
}
