package io.millrace.jobs.loop;

import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.spi.error.MillraceException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Keeps the status of a job for others to read, and tells its listener. */
final class JobReport {
    private final JobTarget target;
    private final JobListener listener;
    private final InstantSource clock;
    private volatile JobStatus status;

    JobReport(JobTarget target, JobListener listener, InstantSource clock) {
        this.target = target;
        this.listener = listener;
        this.clock = clock;
        this.status = new JobStatus(
                target.jobName(),
                JobState.STOPPED,
                Counts.NONE,
                0,
                Optional.empty(),
                JobPlanner.Lag.NONE,
                Optional.empty(),
                0);
    }

    JobStatus status() {
        return status;
    }

    void state(JobState state) {
        JobStatus now = status;
        boolean recovering = state == JobState.RUNNING && now.retries() > 0;
        if (!recovering && now.state() != state) {
            publish(with(now, state, Optional.empty(), 0));
        }
    }

    void retrying(MillraceException failure, int failures) {
        publish(with(status, JobState.RETRYING, Optional.of(failure), failures));
    }

    void failed(MillraceException failure) {
        publish(with(status, JobState.FAILED, Optional.of(failure), 0));
    }

    void lag(JobPlanner.Lag lag) {
        JobStatus now = status;
        status = new JobStatus(
                now.name(), now.state(), now.counts(), now.runs(), now.lastCommit(), lag, now.error(), now.retries());
    }

    /** The job goes on from where its target says it was. */
    void recovered() {
        LastRun.find(target).ifPresent(listener::recovered);
    }

    void committed(RunInFlight run, long snapshotId) {
        Instant time = clock.instant();
        Counts counts = run.counts();
        listener.committed(new RunRecord(
                target.jobId(),
                target.jobName(),
                run.key().number(),
                run.from(),
                run.plan().to(),
                counts,
                run.files().size(),
                run.fileBytes(),
                Instant.EPOCH.plus(run.key().commitTimeMicros(), ChronoUnit.MICROS),
                snapshotId,
                run.planned(),
                time));
        JobStatus now = status;
        JobStatus next = new JobStatus(
                now.name(),
                JobState.RUNNING,
                now.counts().plus(counts),
                now.runs() + 1,
                Optional.of(time),
                now.lag(),
                Optional.empty(),
                0);
        if (now.state() == JobState.RUNNING) {
            status = next;
        } else {
            publish(next);
        }
    }

    private void publish(JobStatus next) {
        status = next;
        listener.changed(next);
    }

    private static JobStatus with(JobStatus now, JobState state, Optional<MillraceException> error, int retries) {
        return new JobStatus(now.name(), state, now.counts(), now.runs(), now.lastCommit(), now.lag(), error, retries);
    }
}
