package io.millrace.server;

import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.insert.ViewFeed;
import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.lake.TableName;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.metastore.Metastore;
import io.millrace.server.metastore.StoredJob;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** The jobs of a data directory: one thread each. A job that fails does not stop its neighbours. */
public final class Jobs {
    private final Metastore metastore;
    private final StoredDefinitions definitions;
    private final Serving serving;
    private final JobFactory factory;
    private final WorkerContext workers;
    private final MillraceSettings settings;
    private final ThreadFactory threads;
    private final Map<String, Active> active = new LinkedHashMap<>();
    private boolean started;

    Jobs(
            Metastore metastore,
            StoredDefinitions definitions,
            Serving serving,
            JobFactory factory,
            WorkerContext workers,
            MillraceSettings settings,
            ThreadFactory threads) {
        this.metastore = metastore;
        this.definitions = definitions;
        this.serving = serving;
        this.factory = factory;
        this.workers = workers;
        this.settings = settings;
        this.threads = threads;
    }

    private record Active(String jobId, JobDefinition job, JobLoop loop, Thread thread) {}

    /** Starts every job that is to run; jobs created later start at once. */
    public synchronized void start() {
        started = true;
        serving.update(this::reads);
        for (StoredJob stored : metastore.jobs()) {
            boolean wanted = stored.state() != JobState.PAUSED && !isOver(stored);
            if (wanted && !isActive(stored.name())) {
                launch(stored);
            }
        }
    }

    /** Whether a job reached the end that it was given; one that only caught up goes on. */
    private boolean isOver(StoredJob stored) {
        return stored.state() == JobState.COMPLETED
                && definitions.definition(stored).options().isSet(JobOptions.END_AT);
    }

    /** How every job stands, those that are not running included. */
    public synchronized List<JobStatus> statuses() {
        List<JobStatus> statuses = new ArrayList<>();
        active.values().forEach(job -> statuses.add(job.loop().status()));
        return statuses;
    }

    /** Waits until every job is in a final state; false when the time is over before. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        Instant end = settings.clock().instant().plus(timeout);
        for (Active job : snapshot()) {
            long left = Duration.between(settings.clock().instant(), end).toMillis();
            if (left <= 0) {
                return snapshot().stream().noneMatch(other -> other.thread().isAlive());
            }
            job.thread().join(left);
            if (job.thread().isAlive()) {
                return false;
            }
        }
        return true;
    }

    /** Stops all jobs: what is under way is finished within a grace period, or abandoned whole. */
    public void stop() {
        serving.stop();
        List<Active> all = snapshot();
        all.forEach(job -> job.loop().stop(JobState.STOPPED));
        all.forEach(this::join);
    }

    synchronized void created(StoredJob stored) {
        if (started) {
            serving.update(this::reads);
            launch(stored);
        }
    }

    void pause(StoredJob stored) {
        end(stored, JobState.PAUSED);
        metastore.state(stored.id(), JobState.PAUSED, "");
    }

    void resume(StoredJob stored) {
        metastore.state(stored.id(), JobState.RUNNING, "");
        end(stored, JobState.STOPPED);
        metastore.state(stored.id(), JobState.RUNNING, "");
        metastore.job(stored.name()).ifPresent(this::created);
    }

    /** A job that is paused does it when it is resumed. */
    void replay(StoredJob stored) {
        boolean paused = stored.state() == JobState.PAUSED;
        if (!paused) {
            end(stored, JobState.STOPPED);
        }
        metastore.replay(
                stored.id(),
                ChronoUnit.MICROS.between(Instant.EPOCH, settings.clock().instant()));
        if (!paused) {
            resume(stored);
        }
    }

    void drop(StoredJob stored) {
        end(stored, JobState.STOPPED);
        metastore.dropJob(stored.id());
        connectionsChanged();
    }

    /** For connectors that listen. */
    synchronized void connectionsChanged() {
        if (started) {
            serving.update(this::reads);
        }
    }

    private boolean reads(StoredJob stored) {
        return !isOver(stored);
    }

    /** Records what the jobs are doing, for other processes to see. */
    void recordActivity() {
        for (Active job : snapshot()) {
            metastore.record(job.jobId(), job.loop().status(), settings.clock().millis());
        }
    }

    private void end(StoredJob stored, JobState as) {
        Optional<Active> running = find(stored.name());
        running.ifPresent(job -> {
            job.loop().stop(as);
            join(job);
        });
        synchronized (this) {
            active.remove(stored.id());
        }
    }

    private void launch(StoredJob stored) {
        JobDefinition job = definitions.definition(stored);
        Optional<io.millrace.server.define.ConnectionDefinition> connection =
                job.statement().body() instanceof JobBody.Copy copy
                        ? definitions.connection(copy.connection().name())
                        : Optional.empty();
        JobLoop loop = factory.loop(stored, job, connection, () -> isDrained(job), this::feed, listener(stored));
        Thread thread = threads.newThread(() -> {
            loop.run();
            workers.forget(stored.id());
        });
        thread.setName("job-" + stored.name());
        active.put(stored.id(), new Active(stored.id(), job, loop, thread));
        thread.start();
    }

    ViewFeed feed(TableName view) {
        StoredJob stored = metastore
                .job(view.toString())
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.VIEW_NOT_FOUND, "Cannot find what fills materialized view: " + view));
        return factory.feed(stored, definitions.definition(stored));
    }

    /** Whether every job that writes what this one follows has come to its end, when all are to come to an end. */
    private boolean isDrained(JobDefinition job) {
        if (settings.mode() != RunMode.UNTIL_CAUGHT_UP) {
            return false;
        }
        return snapshot().stream()
                .filter(other -> waitsFor(job, other.job()))
                .allMatch(other -> other.loop().status().state().isFinal()
                        && !other.thread().isAlive());
    }

    private static boolean waitsFor(JobDefinition job, JobDefinition other) {
        return job.incremental().contains(other.target())
                || (other.statement().body() instanceof JobBody.View
                        && job.sources().contains(other.target()));
    }

    private JobListener listener(StoredJob stored) {
        return new JobListener() {
            @Override
            public void committed(RunRecord run) {
                metastore.record(run);
            }

            @Override
            public void recovered(RunRecord last) {
                metastore.record(last);
            }

            @Override
            public void changed(JobStatus status) {
                String error = status.error().map(MillraceException::describe).orElse("");
                metastore.state(stored.id(), status.state(), error);
                metastore.record(stored.id(), status, settings.clock().millis());
            }
        };
    }

    private synchronized boolean isActive(String name) {
        return find(name).filter(job -> job.thread().isAlive()).isPresent();
    }

    private synchronized Optional<Active> find(String name) {
        return active.values().stream()
                .filter(job -> job.job().name().equalsIgnoreCase(name))
                .findFirst();
    }

    private synchronized List<Active> snapshot() {
        return List.copyOf(active.values());
    }

    private void join(Active job) {
        try {
            job.thread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
