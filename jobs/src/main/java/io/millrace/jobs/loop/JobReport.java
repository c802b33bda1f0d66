package io.millrace.jobs.loop;

import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the status of a job for others to read, and tells its listener. */
final class JobReport {
    private static final Logger LOG = LoggerFactory.getLogger(JobReport.class);

    private final JobTarget target;
    private final JobListener listener;
    private final InstantSource clock;
    private final Set<String> warned = new HashSet<>();
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

    /** Its input is there, and something else is not. */
    void waiting(String what) {
        String message = "Waiting for " + what;
        boolean told = status.state() == JobState.WAITING
                && status.error()
                        .filter(error -> message.equals(error.getMessage()))
                        .isPresent();
        if (!told && (status.state() == JobState.RUNNING || status.state() == JobState.WAITING)) {
            publish(with(
                    status,
                    JobState.WAITING,
                    Optional.of(new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message)),
                    0));
        }
    }

    /** It waits for nothing but input. */
    void ready() {
        if (status.state() == JobState.WAITING) {
            state(JobState.RUNNING);
        }
    }

    void failed(MillraceException failure) {
        publish(with(status, JobState.FAILED, Optional.of(failure), 0));
    }

    void lag(JobPlanner.Lag lag) {
        JobStatus now = status;
        status = new JobStatus(
                now.name(), now.state(), now.counts(), now.runs(), now.lastCommit(), lag, now.error(), now.retries());
    }

    void caughtUp(Position reached) {
        listener.caughtUp(reached);
    }

    void finished(long eventMicros) {
        if (eventMicros != PlannedRun.UNKNOWN) {
            listener.finished(eventMicros);
        }
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
                target.version(),
                run.from(),
                run.plan().to(),
                counts,
                run.files().size(),
                run.fileBytes(),
                Instant.EPOCH.plus(run.key().commitTimeMicros(), ChronoUnit.MICROS),
                snapshotId,
                run.planned(),
                time));
        warn(counts);
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

    /** Says it once of every expression; system.monitoring.failures has the counts. */
    private void warn(Counts counts) {
        counts.failures().forEach((expression, failures) -> {
            if (warned.add(expression)) {
                LOG.warn(
                        "job {}: {} fails for some rows, which have NULL for it, such as that from {}",
                        target.jobName(),
                        expression,
                        failures.example());
            }
        });
    }

    private void publish(JobStatus next) {
        status = next;
        listener.changed(next);
    }

    private static JobStatus with(JobStatus now, JobState state, Optional<MillraceException> error, int retries) {
        return new JobStatus(now.name(), state, now.counts(), now.runs(), now.lastCommit(), now.lag(), error, retries);
    }
}
