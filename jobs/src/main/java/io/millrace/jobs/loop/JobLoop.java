package io.millrace.jobs.loop;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.engine.Engine;
import io.millrace.jobs.stats.StatisticsRecorder;
import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.commit.CommitOutcome;
import io.millrace.lake.commit.CommitOutcome.Committed;
import io.millrace.lake.commit.CommitOutcome.Stale;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.ErrorKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The one loop that every job of every kind is: plan, execute, commit. Runs execute beside each other, at most {@link
 * JobSettings#runsInFlight} at a time, and commit in order. Any failure between planning and a known commit abandons the
 * run whole; the loop goes on from the position that the target table holds.
 */
public final class JobLoop implements Runnable {
    private final JobTarget target;
    private final Supplier<JobPlanner> openPlanner;
    private final Engine engine;
    private final CommitClock commitClock;
    private final InstantSource clock;
    private final Supplier<String> attempts;
    private final JobSettings settings;
    private final RunCommitter committer;
    private final JobReport report;
    private final Wakeup wakeup = new Wakeup();
    private final Deque<RunInFlight> inFlight = new ArrayDeque<>();

    private volatile JobState stopAs;
    private JobPlanner planner;
    private Position planned;
    private long nextRun;
    private Instant nextPlan;

    /**
     * @param openPlanner opens the source; called again after a failure
     * @param attempts unique names for attempts at runs
     */
    public JobLoop(
            JobTarget target,
            Supplier<JobPlanner> openPlanner,
            Engine engine,
            CommitClock commitClock,
            InstantSource clock,
            Supplier<String> attempts,
            JobSettings settings,
            JobListener listener) {
        this.target = requireNonNull(target, "target is null");
        this.openPlanner = requireNonNull(openPlanner, "openPlanner is null");
        this.engine = requireNonNull(engine, "engine is null");
        this.commitClock = requireNonNull(commitClock, "commitClock is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.attempts = requireNonNull(attempts, "attempts is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.committer = new RunCommitter(
                target, commitClock, new StatisticsRecorder(target.statistics(), target.table(), engine));
        this.report = new JobReport(target, listener, clock);
    }

    public JobStatus status() {
        return report.status();
    }

    /** Lets the runs under way finish, within the grace of the settings, and ends the loop. */
    public void stop(JobState as) {
        stopAs = requireNonNull(as, "as is null");
        wakeup.signal();
    }

    /** Something upstream changed: look again now. */
    public void wake() {
        wakeup.signal();
    }

    @Override
    public void run() {
        try {
            turns();
        } finally {
            committer.close(settings.stopGrace());
        }
    }

    private void turns() {
        int failures = 0;
        while (true) {
            long runsBefore = report.status().runs();
            try {
                report.state(JobState.RUNNING);
                JobState end = turn();
                report.state(end);
                return;
            } catch (InterruptedException e) {
                report.state(JobState.STOPPED);
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                MillraceException failure = Failures.classify(e);
                failures = report.status().runs() > runsBefore ? 1 : failures + 1;
                if (failure.kind() != ErrorKind.EXTERNAL) {
                    report.failed(failure);
                    return;
                }
                report.retrying(failure, failures);
                if (!pause(failures)) {
                    report.state(stopAs);
                    return;
                }
            } finally {
                abandonAll();
                closePlanner();
            }
        }
    }

    /** Runs until the job is at its end, is told to stop, or something fails. */
    private JobState turn() throws InterruptedException {
        planner = openPlanner.get();
        recover();
        while (true) {
            if (stopAs != null) {
                finishWithinGrace();
                return stopAs;
            }
            boolean waiting = !planNext();
            if (waiting && inFlight.isEmpty() && planner.isExhausted(planned)) {
                return JobState.COMPLETED;
            }
            commitDone();
            awaitNext();
        }
    }

    private void recover() {
        committer.reload();
        report.recovered();
        planned = committer.committed().map(JobToken::position).orElseGet(planner::start);
        committer.committed().ifPresent(planner::resume);
        nextRun = committer.committed().map(JobToken::run).orElse(0L) + 1;
        nextPlan = clock.instant();
    }

    /** Plans and starts the next run if one is due and there is room; false when there was nothing to read. */
    private boolean planNext() {
        Instant now = clock.instant();
        if (inFlight.size() >= settings.runsInFlight() || now.isBefore(nextPlan)) {
            return true;
        }

        LakeTable table = target.table();
        String name = target.timeline();
        long commitTime = commitClock.assign(
                name, Committer.lastCommitTime(table.refresh().metadata()));
        RunKey key = new RunKey(nextRun, attempts.get(), commitTime);
        Optional<PlannedRun> plan = Optional.empty();
        try {
            plan = planner.plan(planned, key, committer.rejected());
            report.lag(planner.lag(plan.map(PlannedRun::to).orElse(planned)));
            planner.waitingFor().ifPresentOrElse(report::waiting, report::ready);
            plan.ifPresent(run -> start(run, key, now));
        } finally {
            if (plan.isEmpty()) {
                commitClock.release(name, commitTime);
            }
        }
        if (plan.isEmpty()) {
            nextPlan = now.plus(settings.poll());
            if (inFlight.isEmpty()) {
                report.caughtUp(planner.reached(planned));
                report.finished(planner.finished(planned));
            }
        }
        return plan.isPresent();
    }

    private void start(PlannedRun plan, RunKey key, Instant now) {
        inFlight.add(new RunInFlight(planned, key, plan, target.writing(), now, engine, wakeup::signal));
        planned = plan.to();
        nextRun++;
        nextPlan = plan.full() ? now : now.plus(planner.interval());
    }

    private void commitDone() throws InterruptedException {
        while (!inFlight.isEmpty() && inFlight.peek().isDone()) {
            RunInFlight run = inFlight.peek();
            Optional<SchemaEvolution> evolution = run.agree();
            if (evolution.isEmpty()) {
                return;
            }
            CommitOutcome outcome = committer.commit(run, evolution.get());
            if (outcome instanceof Committed committed) {
                inFlight.remove();
                release(run);
                report.committed(run, committed.snapshotId());
                run.plan().visible().run();
                report.finished(run.plan().finishedMicros());
            } else if (outcome instanceof Stale stale && isFenced(stale)) {
                throw new MillraceException(
                                ErrorCode.FENCED,
                                "Cannot go on with job " + target.jobName() + ": another process runs it")
                        .withHint("one process at a time may run the jobs of a data directory");
            } else {
                abandonAll();
                recover();
                return;
            }
        }
    }

    private boolean isFenced(Stale stale) {
        return stale.actual().map(JobToken::epoch).orElse(0L) > target.epoch();
    }

    private void awaitNext() throws InterruptedException {
        if (stopAs != null || (!inFlight.isEmpty() && inFlight.peek().isDone())) {
            return;
        }
        boolean room = inFlight.size() < settings.runsInFlight();
        Duration rest = room ? Duration.between(clock.instant(), nextPlan) : settings.lastRetry();
        if (!rest.isNegative() && !rest.isZero()) {
            wakeup.await(rest);
        }
    }

    private void finishWithinGrace() throws InterruptedException {
        Instant end = clock.instant().plus(settings.stopGrace());
        while (!inFlight.isEmpty() && clock.instant().isBefore(end)) {
            commitDone();
            if (!inFlight.isEmpty() && !inFlight.peek().isDone()) {
                wakeup.await(Duration.between(clock.instant(), end));
            }
        }
    }

    private void abandonAll() {
        inFlight.forEach(RunInFlight::cancel);
        inFlight.forEach(this::release);
        inFlight.forEach(RunInFlight::deleteFiles);
        inFlight.clear();
    }

    private void release(RunInFlight run) {
        commitClock.release(target.timeline(), run.key().commitTimeMicros());
    }

    /** Sleeps before the next try; false when told to stop meanwhile. */
    private boolean pause(int failures) {
        long factor = 1L << Math.min(failures - 1, 16);
        Duration pause = settings.firstRetry().multipliedBy(factor);
        Instant end = clock.instant().plus(pause.compareTo(settings.lastRetry()) < 0 ? pause : settings.lastRetry());
        try {
            while (stopAs == null && clock.instant().isBefore(end)) {
                wakeup.await(Duration.between(clock.instant(), end));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopAs = JobState.STOPPED;
        }
        return stopAs == null;
    }

    private void closePlanner() {
        if (planner != null) {
            planner.close();
            planner = null;
        }
    }
}
