package io.millrace.jobs.copy;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.distinct.SeenBefore;
import io.millrace.jobs.loop.PlannedRun;
import io.millrace.jobs.loop.RunKey;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.scan.CommitRange;
import io.millrace.lake.scan.ScanPlanner;
import io.millrace.lake.scan.TableScan;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.source.Position;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * When and how a job decodes its rejects once more. How far it has done so is part of the job's token, so that a reject is
 * replayed exactly once however often it is asked for.
 */
final class RejectReplay {
    private final CopySpec spec;
    private final LakeTable rejects;
    private final long requestedMicros;
    private long replayed;
    private boolean underWay;

    /** @param requestedMicros when REPLAY REJECTS was asked for last; 0 if never */
    RejectReplay(CopySpec spec, LakeTable rejects, long requestedMicros) {
        this.spec = requireNonNull(spec, "spec is null");
        this.rejects = requireNonNull(rejects, "rejects is null");
        this.requestedMicros = requestedMicros;
    }

    /** The job begins. */
    void start() {
        replayed = 0;
        underWay = false;
    }

    void resume(JobToken committed) {
        replayed = committed.replayedMicros();
        underWay = false;
    }

    boolean isDue() {
        return replayed < requestedMicros;
    }

    /** Whether a replay is planned and not yet committed: only then is there room for what others reject. */
    boolean isUnderWay() {
        return underWay;
    }

    void done() {
        underWay = false;
    }

    /**
     * A run that decodes the rejects kept so far once more.
     *
     * @param rejected the token of the table of rejects
     * @param before what the run builds on if repeated rows are dropped
     */
    PlannedRun plan(Position at, RunKey key, Optional<JobToken> rejected, SeenBefore before) {
        long lastReject = rejected.map(JobToken::commitTimeMicros).orElse(0L);
        long until = Math.max(requestedMicros, lastReject);
        long after = replayed;
        TableScan scan = ScanPlanner.plan(rejects, new CommitRange(after, until + 1));
        TaskRelation relation = new TaskRelation(scan.schema(), scan.files(), rejects.io());
        Function<WriteTarget, List<Task>> tasks = to -> List.of(new ReplayTask(
                new CopyTask(spec, key, 0, List.of(), to, WriteTarget.of(rejects), before), relation, after, until));
        replayed = until;
        underWay = true;
        return PlannedRun.replay(at, tasks, until);
    }
}
