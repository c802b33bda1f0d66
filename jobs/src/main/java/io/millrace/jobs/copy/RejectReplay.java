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
    /** The run after the one with which the job was resumed, until it is planned. */
    private long halfCommitted = 1;

    /** @param requestedMicros when REPLAY REJECTS was asked for last; 0 if never */
    RejectReplay(CopySpec spec, LakeTable rejects, long requestedMicros) {
        this.spec = requireNonNull(spec, "spec is null");
        this.rejects = requireNonNull(rejects, "rejects is null");
        this.requestedMicros = requestedMicros;
    }

    /** The job begins. */
    void start() {
        replayed = 0;
        halfCommitted = 1;
    }

    void resume(JobToken committed) {
        replayed = committed.replayedMicros();
        halfCommitted = committed.run() + 1;
    }

    /** A run that reads from the source is planned. */
    void planned() {
        halfCommitted = 0;
    }

    boolean isDue(Optional<JobToken> rejected) {
        return replayed < requestedMicros && !isHalfCommitted(rejected);
    }

    /** Whether a run whose rejects are kept has yet to commit its rows: it comes first. */
    private boolean isHalfCommitted(Optional<JobToken> rejected) {
        return halfCommitted > 0
                && rejected.filter(token -> token.run() >= halfCommitted && token.replayedMicros() <= replayed)
                        .isPresent();
    }

    /** A run that decodes the rejects kept so far once more. */
    PlannedRun plan(Position at, RunKey key, Optional<JobToken> rejected) {
        long begunUntil = rejected.map(JobToken::replayedMicros).orElse(0L);
        boolean again = begunUntil > replayed;
        long lastReject = rejected.map(JobToken::commitTimeMicros).orElse(0L);
        long until = again ? begunUntil : Math.max(requestedMicros, lastReject);
        long after = replayed;
        TableScan scan = ScanPlanner.plan(rejects, new CommitRange(after, until + 1));
        TaskRelation relation = new TaskRelation(scan.schema(), scan.files(), rejects.io());
        Function<WriteTarget, List<Task>> tasks = to -> List.of(
                new ReplayTask(copy(spec.withRepeats(), key, 0, to), relation, after, until, false, again),
                new ReplayTask(copy(spec.ofDecodedRows(), key, 1, to), relation, after, until, true, again));
        replayed = until;
        return PlannedRun.replay(at, tasks, until);
    }

    private CopyTask copy(CopySpec as, RunKey key, int ordinal, WriteTarget to) {
        return new CopyTask(
                as, key, ordinal, List.of(), to, WriteTarget.of(rejects), Position.START, SeenBefore.NOTHING);
    }
}
