package io.millrace.jobs.loop;

import io.millrace.jobs.stats.StatisticsRecorder;
import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.commit.CommitOutcome;
import io.millrace.lake.commit.CommitOutcome.Committed;
import io.millrace.lake.commit.CommitRequest;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.maintain.SnapshotRetention;
import io.millrace.lake.schema.SchemaEvolution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;

/**
 * Commits the runs of one job: rejects first, then data, schema and position in one commit of the target. If the process
 * dies in between, the run is executed again and leaves out the rejects that the table of rejects has already.
 */
final class RunCommitter {
    private static final int RETENTION_EVERY = 50;

    private final JobTarget target;
    private final CommitClock clock;
    private final StatisticsRecorder statistics;
    private final Committer committer = new Committer();
    private Optional<JobToken> committed = Optional.empty();
    private Optional<JobToken> rejected = Optional.empty();

    RunCommitter(JobTarget target, CommitClock clock, StatisticsRecorder statistics) {
        this.statistics = statistics;
        this.target = target;
        this.clock = clock;
    }

    /** Reads from the tables how far the job has come. */
    void reload() {
        committed = target.table().refresh().token(target.jobId());
        rejected = target.rejects().flatMap(table -> table.refresh().token(target.jobId()));
        statistics.catchUp();
    }

    Optional<JobToken> committed() {
        return committed;
    }

    Optional<JobToken> rejected() {
        return rejected;
    }

    /** Commits a run whose tasks are done and agree; anything but Committed leaves the position where it was. */
    CommitOutcome commit(RunInFlight run, SchemaEvolution evolution) throws InterruptedException {
        RunKey key = run.key();
        clock.awaitTurn(target.table().name().toString(), key.commitTimeMicros());
        JobToken next = new JobToken(
                target.jobId(),
                key.number(),
                target.epoch(),
                key.attempt(),
                key.commitTimeMicros(),
                run.plan().to(),
                Math.max(
                        run.plan().replayedMicros(),
                        committed.map(JobToken::replayedMicros).orElse(0L)));

        List<DataFile> rejectFiles = run.rejectFiles();
        if (!rejectFiles.isEmpty()) {
            JobToken kept = run.plan().replayedMicros() == 0
                    ? next
                    : next.at(rejected.orElse(next).position());
            CommitRequest request = new CommitRequest(rejected, kept, Optional.empty(), rejectFiles, Map.of());
            CommitOutcome outcome = run.publishRejectFiles(
                    () -> committer.commit(target.rejects().orElseThrow(), request));
            if (!(outcome instanceof Committed)) {
                return outcome;
            }
            rejected = Optional.of(kept);
        }

        CommitRequest request = new CommitRequest(
                committed, next, Optional.of(evolution), run.files(), run.plan().summary());
        CommitOutcome outcome = run.publishFiles(() -> committer.commit(target.table(), request));
        if (outcome instanceof Committed visible) {
            committed = Optional.of(next);
            statistics.committed(visible.snapshotId(), run.sketches(), key.commitTimeMicros());
            expireSnapshots(key.number());
        }
        return outcome;
    }

    private void expireSnapshots(long run) {
        if (run % RETENTION_EVERY == 0) {
            statistics.flush(); // what they tell of must not expire before
            SnapshotRetention.apply(target.table());
            target.rejects().ifPresent(SnapshotRetention::apply);
        }
    }

    /** To be called when the job ends. */
    void close(Duration grace) {
        statistics.close(grace);
    }

    LakeTable table() {
        return target.table();
    }
}
