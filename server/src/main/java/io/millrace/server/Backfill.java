package io.millrace.server;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.commit.ShadowBranch;
import io.millrace.server.metastore.Backfills;
import io.millrace.server.metastore.StoredBackfill;
import io.millrace.server.metastore.StoredJob;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.ErrorKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Position;
import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the next version of a job on a branch while the old one goes on; when it has read all that the old one has, stops the
 * old one and makes the branch what readers see. What the table says decides: whoever comes after a crash goes on from there.
 */
final class Backfill implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
    private static final long FIRST_RETRY_MILLIS = 500;
    private static final long LAST_RETRY_MILLIS = 30_000;

    private final StoredJob job;
    private final StoredBackfill next;
    private final Jobs jobs;
    private final Backfills stored;
    private final ShadowBranch.Builder builder;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile Optional<JobLoop> loop = Optional.empty();
    private volatile Position reached = Position.START;
    private LakeTable table;

    Backfill(StoredJob job, StoredBackfill next, Jobs jobs) {
        this.job = requireNonNull(job, "job is null");
        this.next = requireNonNull(next, "next is null");
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.stored = jobs.metastore().backfills();
        this.builder = new ShadowBranch.Builder(job.id(), next.shadowId(), jobs.epoch());
    }

    /** The old version is not touched; to be joined afterwards. */
    synchronized void stop() {
        stop.countDown();
        loop.ifPresent(running -> running.stop(JobState.STOPPED));
    }

    void recordActivity() {
        loop.ifPresent(running -> jobs.metastore()
                .record(next.shadowId(), running.status(), jobs.clock().millis()));
    }

    @Override
    public void run() {
        int failures = 0;
        while (!isStopped()) {
            try {
                if (isOver()) {
                    return;
                }
                failures = 0;
            } catch (RuntimeException e) {
                MillraceException failure = e instanceof MillraceException known
                        ? known
                        : new MillraceException(ErrorCode.LAKE_UNAVAILABLE, "Cannot backfill: " + e, e);
                boolean again = failure.kind() == ErrorKind.EXTERNAL;
                LOG.warn("Backfill of job {} failed", job.name(), failure);
                state(again ? JobState.RETRYING : JobState.FAILED, failure.describe());
                if (!again) {
                    jobs.goOn(job.name());
                    return;
                }
                pause(failures++);
            }
        }
    }

    /** One attempt; true when there is nothing left to do here. */
    private boolean isOver() {
        table = jobs.target(job);
        reached = Position.START;
        Optional<Long> before = ShadowBranch.claim(table, builder);
        if (before.isPresent()) {
            jobs.replaced(job, next, before.get());
            return true;
        }
        state(JobState.RUNNING, "");
        while (!isStopped()) {
            jobs.goOn(job.name());
            JobStatus status = build();
            if (isStopped()) {
                return true;
            }
            if (status.state() == JobState.FAILED) {
                state(
                        JobState.FAILED,
                        status.error().map(MillraceException::describe).orElse(""));
                return true;
            }
            if (isSwapped(status.state() == JobState.COMPLETED)) {
                return true;
            }
        }
        return true;
    }

    private JobStatus build() {
        JobLoop running = jobs.building(job, next, listener());
        synchronized (this) {
            loop = Optional.of(running);
            if (isStopped()) {
                running.stop(JobState.STOPPED);
            }
        }
        running.run();
        return running.status();
    }

    /** @param ended whether the new version will read nothing more: unless it has an END_AT, nothing more will come */
    private boolean isSwapped(boolean ended) {
        jobs.endLoop(job, JobState.STOPPED);
        if (isStopped()) {
            return false;
        }
        table.refresh();
        Optional<JobToken> old = table.token(job.id());
        Optional<JobToken> built = table.token(next.shadowId());
        boolean all = ended && !jobs.hasEnd(job, next);
        if (!all && !covers(old)) {
            if (ended) {
                throw new MillraceException(
                                ErrorCode.COMMIT_REFUSED,
                                "Cannot take the place of version %d of job %s: that has read further"
                                        .formatted(job.version(), job.name()))
                        .withHint("leave END_AT out, or set it to a later time");
            }
            return false;
        }
        Position position =
                all ? old.map(JobToken::position).map(reached::furthest).orElse(reached) : reached;
        Optional<Long> before = ShadowBranch.swap(table, builder, old, built, position);
        before.ifPresent(runs -> jobs.replaced(job, next, runs));
        return before.isPresent();
    }

    private boolean covers(Optional<JobToken> old) {
        return old.map(JobToken::position)
                .map(read ->
                        read.offsets().entrySet().stream().allMatch(split -> isRead(split.getKey(), split.getValue())))
                .orElse(true);
    }

    /** A job that becomes SYNC, or no longer is, is measured by the splits that both versions have. */
    private boolean isRead(String split, BigInteger offset) {
        boolean none = reached.offsets().isEmpty();
        BigInteger read = reached.offsets().get(split);
        return !none && (read == null || read.compareTo(offset) >= 0);
    }

    private JobListener listener() {
        return new JobListener() {
            @Override
            public void committed(RunRecord run) {
                jobs.metastore().record(run);
                advance(run.to());
            }

            @Override
            public void recovered(RunRecord last) {
                jobs.metastore().record(last);
            }

            @Override
            public void changed(JobStatus status) {
                String error = status.error().map(MillraceException::describe).orElse("");
                if (!status.state().isFinal()) {
                    state(status.state(), error);
                }
                jobs.metastore().record(next.shadowId(), status, jobs.clock().millis());
            }

            @Override
            public void caughtUp(Position position) {
                if (!position.equals(reached)) {
                    advance(position);
                }
                table.refresh();
                if (covers(table.token(job.id()))) {
                    loop.ifPresent(running -> running.stop(JobState.STOPPED));
                }
            }
        };
    }

    private void advance(Position position) {
        reached = position;
        position.longs().values().stream().max(Long::compare).ifPresent(micros -> stored.reached(next, micros / 1000));
    }

    private void state(JobState state, String error) {
        stored.state(next, state, error);
    }

    private void pause(int failures) {
        long millis = Math.min(FIRST_RETRY_MILLIS << Math.min(failures, 10), LAST_RETRY_MILLIS);
        try {
            if (stop.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("Backfill of job {} is told to stop", job.name());
            }
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }
}
