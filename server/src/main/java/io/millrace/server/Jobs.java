package io.millrace.server;

import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.insert.ViewFeed;
import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.commit.ShadowBranch;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.metastore.Metastore;
import io.millrace.server.metastore.StoredBackfill;
import io.millrace.server.metastore.StoredJob;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** The jobs of a data directory: one thread each. A job that fails does not stop its neighbours. */
public final class Jobs {
    private final Metastore metastore;
    private final StoredDefinitions definitions;
    private final Serving serving;
    private final JobFactory factory;
    private final WorkerContext workers;
    private final Progress progress;
    private final MillraceSettings settings;
    private final ThreadFactory threads;
    private final Map<String, Active> active = new LinkedHashMap<>();
    private final Map<String, Building> backfills = new LinkedHashMap<>();
    private boolean started;

    Jobs(
            Metastore metastore,
            StoredDefinitions definitions,
            Serving serving,
            JobFactory factory,
            WorkerContext workers,
            Progress progress,
            MillraceSettings settings,
            ThreadFactory threads) {
        this.metastore = metastore;
        this.definitions = definitions;
        this.serving = serving;
        this.factory = factory;
        this.workers = workers;
        this.progress = progress;
        this.settings = settings;
        this.threads = threads;
    }

    private record Building(Backfill backfill, Thread thread) {}

    private record Active(String jobId, JobDefinition job, JobLoop loop, Thread thread) {}

    /** Starts every job that is to run; jobs created later start at once. */
    public synchronized void start() {
        started = true;
        serving.update(this::reads);
        for (StoredJob stored : metastore.jobs()) {
            if (stored.state() != JobState.PAUSED) {
                begin(stored);
            }
        }
    }

    /** Starts a job, or the backfill of its next version, which starts it. */
    private synchronized void begin(StoredJob stored) {
        if (!started) {
            return;
        }
        Optional<StoredBackfill> next = metastore.backfills().find(stored.id());
        if (next.isEmpty()) {
            goOn(stored.name());
        } else if (!backfills.containsKey(stored.id())) {
            Backfill backfill = new Backfill(stored, next.get(), this);
            Thread thread = threads.newThread(backfill);
            thread.setName("backfill-" + stored.name());
            backfills.put(stored.id(), new Building(backfill, thread));
            thread.start();
        }
    }

    /** Lets a job run, if it is not over and not running. */
    synchronized void goOn(String name) {
        StoredJob stored = metastore.job(name).orElseThrow();
        if (started && stored.state() != JobState.PAUSED && !definitions.isOver(stored) && !isActive(name)) {
            launch(stored);
        }
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
        for (Optional<Thread> next = alive(); next.isPresent(); next = alive()) {
            long left = Duration.between(settings.clock().instant(), end).toMillis();
            if (left <= 0) {
                return false;
            }
            next.get().join(left);
        }
        return true;
    }

    private synchronized Optional<Thread> alive() {
        return Stream.concat(
                        backfills.values().stream().map(Building::thread),
                        active.values().stream().map(Active::thread))
                .filter(Thread::isAlive)
                .findFirst();
    }

    /** Stops all jobs: what is under way is finished within a grace period, or abandoned whole. */
    public void stop() {
        serving.stop();
        List<Building> building;
        synchronized (this) {
            started = false;
            building = List.copyOf(backfills.values());
        }
        building.forEach(one -> one.backfill().stop());
        List<Active> all = snapshot();
        all.forEach(job -> job.loop().stop(JobState.STOPPED));
        building.forEach(one -> join(one.thread()));
        all.forEach(job -> join(job.thread()));
    }

    synchronized void created(StoredJob stored) {
        if (started) {
            serving.update(this::reads);
            begin(stored);
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

    /** Stops a job and goes on with another definition; one that is paused stays so. A backfill of it is dropped. */
    void redefine(StoredJob stored, StoredJob changed) {
        end(stored, JobState.STOPPED);
        dropShadow(stored);
        boolean paused = stored.state() == JobState.PAUSED;
        metastore
                .backfills()
                .replace(new StoredJob(
                        changed.name(),
                        changed.id(),
                        changed.sql(),
                        paused ? JobState.PAUSED : JobState.RUNNING,
                        "",
                        changed.created(),
                        changed.replayMicros(),
                        changed.version()));
        connectionsChanged();
        if (!paused) {
            begin(changed);
        }
    }

    /** Ends what builds the next version of a job, which may have taken its place at the last moment: the job as it is then. */
    StoredJob settle(String name) {
        endBackfill(metastore.job(name).orElseThrow());
        return metastore.job(name).orElseThrow();
    }

    /** Begins to build the next version of a job, which goes on. */
    void backfill(StoredJob stored, StoredBackfill next) {
        dropShadow(stored);
        metastore.backfills().begin(next);
        if (stored.state() != JobState.PAUSED) {
            begin(stored);
        }
    }

    private void dropShadow(StoredJob stored) {
        if (metastore.backfills().find(stored.id()).isPresent()) {
            ShadowBranch.drop(factory.table(definitions.definition(stored).target()), stored.id());
        }
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
        dropShadow(stored);
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
        return !definitions.isOver(stored);
    }

    /** Records what the jobs are doing, for other processes to see. */
    void recordActivity() {
        for (Active job : snapshot()) {
            metastore.record(job.jobId(), job.loop().status(), settings.clock().millis());
        }
        List<Building> building;
        synchronized (this) {
            building = List.copyOf(backfills.values());
        }
        building.forEach(one -> one.backfill().recordActivity());
    }

    private void end(StoredJob stored, JobState as) {
        endBackfill(stored);
        endLoop(stored, as);
    }

    private void endBackfill(StoredJob stored) {
        Optional<Building> building;
        synchronized (this) {
            building = Optional.ofNullable(backfills.get(stored.id()));
        }
        building.ifPresent(one -> {
            one.backfill().stop();
            join(one.thread());
        });
        synchronized (this) {
            backfills.remove(stored.id());
        }
    }

    /** Lets the runs of a job that are under way finish, and stops it. */
    void endLoop(StoredJob stored, JobState as) {
        Optional<Active> running = find(stored.name());
        running.ifPresent(job -> {
            job.loop().stop(as);
            join(job.thread());
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
        JobLoop loop =
                factory.loop(stored, job, connection, () -> isDrained(job), this::feed, listener(stored, job.target()));
        Thread thread = threads.newThread(() -> {
            loop.run();
            workers.forget(stored.id());
        });
        thread.setName("job-" + stored.name());
        active.put(stored.id(), new Active(stored.id(), job, loop, thread));
        thread.start();
    }

    private static StoredJob shadow(StoredJob stored, StoredBackfill next) {
        return new StoredJob(
                stored.name(), next.shadowId(), next.sql(), JobState.RUNNING, "", next.created(), 0, next.version());
    }

    /** Whether a version that is built has an END_AT. */
    boolean hasEnd(StoredJob stored, StoredBackfill next) {
        return definitions.definition(shadow(stored, next)).options().isSet(JobOptions.END_AT);
    }

    /** The loop of a version that is built. */
    JobLoop building(StoredJob stored, StoredBackfill next, JobListener listener) {
        StoredJob shadow = shadow(stored, next);
        JobDefinition job = definitions.definition(shadow);
        return factory.backfill(shadow, job, () -> isDrained(job), this::feed, listener);
    }

    LakeTable target(StoredJob stored) {
        return factory.table(definitions.definition(stored).target());
    }

    long epoch() {
        return factory.epoch();
    }

    Metastore metastore() {
        return metastore;
    }

    InstantSource clock() {
        return settings.clock();
    }

    /** The new version has taken the place of the old one. */
    void replaced(StoredJob stored, StoredBackfill next, long runsBefore) {
        metastore.backfills().finish(next, runsBefore);
        workers.forget(next.shadowId());
        synchronized (this) {
            backfills.remove(stored.id());
            goOn(stored.name());
        }
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

    private JobListener listener(StoredJob stored, TableName target) {
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

            @Override
            public void finished(long eventMicros) {
                progress.report(stored.id(), target, eventMicros);
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

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
