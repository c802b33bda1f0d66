package io.millrace.jobs.loop;

import io.millrace.jobs.stats.StatisticsRecorder;
import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.commit.CommitOutcome;
import io.millrace.lake.commit.CommitOutcome.Committed;
import io.millrace.lake.commit.CommitRequest;
import io.millrace.lake.commit.CommitRequest.Order;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.commit.RowDeletes;
import io.millrace.lake.keys.ChangedKeys;
import io.millrace.lake.maintain.SnapshotRetention;
import io.millrace.lake.schema.SchemaEvolution;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commits the runs of one job: data, schema, position, what the run counted and which files hold its rejects in one commit of
 * the target; then the rejects into their table. If the process dies in between, the next one adds them.
 */
final class RunCommitter {
    private static final int RETENTION_EVERY = 50;

    private final JobTarget target;
    private final CommitClock clock;
    private final StatisticsRecorder statistics;
    private final Committer committer = new Committer();
    private Optional<JobToken> committed = Optional.empty();
    private final Optional<RejectKeeper> rejects;

    RunCommitter(JobTarget target, CommitClock clock, StatisticsRecorder statistics) {
        this.statistics = statistics;
        this.target = target;
        this.clock = clock;
        this.rejects = target.rejects().map(table -> new RejectKeeper(target.jobId(), table, committer));
    }

    /** Reads from the tables how far the job has come; brings the table of rejects up to the target. */
    void reload() {
        committed = target.table().refresh().token(target.jobId());
        rejects.ifPresent(keeper -> keeper.reload(target.table()));
        statistics.catchUp();
    }

    Optional<JobToken> committed() {
        return committed;
    }

    /** The token of the last run whose rejects are in the table of rejects. */
    Optional<JobToken> rejected() {
        return rejects.flatMap(RejectKeeper::kept);
    }

    /** Commits a run whose tasks are done and agree; anything but Committed leaves the position where it was. */
    CommitOutcome commit(RunInFlight run, SchemaEvolution evolution) throws InterruptedException {
        RunKey key = run.key();
        clock.awaitTurn(target.timeline(), key.commitTimeMicros());
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

        Map<String, String> properties = new HashMap<>(LastRun.property(target, run));
        rejects.ifPresent(keeper -> properties.putAll(keeper.property(key.number(), run.rejectFiles())));
        CommitRequest request = new CommitRequest(
                committed,
                next,
                Optional.of(evolution),
                run.files(),
                deletes(run.changed()),
                run.plan().summary(),
                properties,
                Order.ASCENDING);
        CommitRequest placed = target.branch().map(request::on).orElse(request);
        CommitOutcome outcome = run.publish(() -> committer.commit(target.table(), placed));
        if (outcome instanceof Committed visible) {
            committed = Optional.of(next);
            rejects.ifPresent(keeper -> keeper.keep(next, run.rejectFiles()));
            statistics.committed(visible.snapshotId(), run.sketches(), key.commitTimeMicros());
            expireSnapshots(key.number());
        }
        return outcome;
    }

    /** A run that replaces rows has one task, so that no two of its files have a row with the same key. */
    private RowDeletes deletes(List<ChangedKeys> changed) {
        if (changed.isEmpty()) {
            return RowDeletes.NONE;
        }
        if (changed.size() > 1) {
            throw new IllegalStateException("a run replaces rows in several tasks");
        }
        return (table, branch) -> target.lookup().orElseThrow().find(table, branch, changed.get(0));
    }

    private void expireSnapshots(long run) {
        if (run % RETENTION_EVERY == 0) {
            statistics.flush(); // what they tell of must not expire before
            SnapshotRetention.apply(target.table());
            rejects.map(RejectKeeper::table).ifPresent(SnapshotRetention::apply);
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
