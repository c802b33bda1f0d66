package io.millrace.server;

import io.millrace.jobs.copy.CopyPlanner;
import io.millrace.jobs.copy.CopyPlanner.OnPositionLost;
import io.millrace.jobs.copy.CopySpec;
import io.millrace.jobs.copy.Rejects;
import io.millrace.jobs.engine.Engine;
import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.jobs.insert.InsertPlanner;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.SyncPlanner;
import io.millrace.jobs.insert.TargetLookup;
import io.millrace.jobs.insert.ViewFeed;
import io.millrace.jobs.insert.ViewPlanner;
import io.millrace.jobs.loop.JobListener;
import io.millrace.jobs.loop.JobLoop;
import io.millrace.jobs.loop.JobPlanner;
import io.millrace.jobs.loop.JobSettings;
import io.millrace.jobs.loop.JobTarget;
import io.millrace.jobs.loop.RowLookup;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.window.Window;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.commit.ShadowBranch;
import io.millrace.lake.keys.KeyIndexes;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.lake.stats.TableStatistics;
import io.millrace.server.define.Analyzer.ConnectionTypes;
import io.millrace.server.define.ConnectionDefinition;
import io.millrace.server.define.CopySpecs;
import io.millrace.server.define.InsertSpecs;
import io.millrace.server.define.JobAnalyzer;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.define.Names;
import io.millrace.server.metastore.StoredJob;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.RunLimit;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement.Start;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the loop of a job from its definition. */
final class JobFactory {
    /** Of one run of a copy job. */
    static final RunLimit LIMIT = new RunLimit(1_000_000, 512L << 20);

    private static final long COALESCED_ROWS = 2_000_000;
    private static final long MERGED_ROWS = 10_000;

    private final MillraceSettings settings;
    private final ConnectionTypes types;
    private final CopySpecs copySpecs;
    private final CatalogRegistry catalogs;
    private final KernelHolder kernel;
    private final StatisticsRegistry statistics;
    private final Engine engine;
    private final WorkerContext workers;
    private final KeyIndexes keyIndexes;
    private final CommitClock commitClock;
    private final Progress progress;
    private final long epoch;

    JobFactory(
            MillraceSettings settings,
            ConnectionTypes types,
            CopySpecs copySpecs,
            CatalogRegistry catalogs,
            KernelHolder kernel,
            StatisticsRegistry statistics,
            Engine engine,
            WorkerContext workers,
            KeyIndexes keyIndexes,
            CommitClock commitClock,
            Progress progress,
            long epoch) {
        this.settings = settings;
        this.types = types;
        this.copySpecs = copySpecs;
        this.catalogs = catalogs;
        this.kernel = kernel;
        this.statistics = statistics;
        this.engine = engine;
        this.workers = workers;
        this.keyIndexes = keyIndexes;
        this.commitClock = commitClock;
        this.progress = progress;
        this.epoch = epoch;
    }

    /** The loop of what readers see. */
    JobLoop loop(
            StoredJob stored,
            JobDefinition job,
            Optional<ConnectionDefinition> connection,
            BooleanSupplier drained,
            Function<TableName, ViewFeed> feeds,
            JobListener listener) {
        return loop(stored, job, connection, Optional.empty(), drained, feeds, listener);
    }

    /** The loop of a new version that builds on a branch. */
    JobLoop backfill(
            StoredJob stored,
            JobDefinition job,
            BooleanSupplier drained,
            Function<TableName, ViewFeed> feeds,
            JobListener listener) {
        return loop(stored, job, Optional.empty(), Optional.of(ShadowBranch.NAME), drained, feeds, listener);
    }

    /**
     * @param connection of a copy job
     * @param drained whether the job's source tables will get nothing more
     * @param feeds what fills the materialized views that the job is joined with
     */
    private JobLoop loop(
            StoredJob stored,
            JobDefinition job,
            Optional<ConnectionDefinition> connection,
            Optional<String> branch,
            BooleanSupplier drained,
            Function<TableName, ViewFeed> feeds,
            JobListener listener) {
        String jobId = stored.id();
        Instant created = Instant.ofEpochMilli(stored.created());
        LakeTable target = catalogs.table(job.target());
        boolean copies = job.statement().body() instanceof JobBody.Copy;
        Optional<LakeTable> rejects =
                copies ? Optional.of(Rejects.complete(catalogs.table(JobAnalyzer.rejects(job.target())))) : late(job);
        Supplier<JobPlanner> planner = copies
                ? copy(stored, job, connection.orElseThrow(), target, rejects.orElseThrow())
                : insert(jobId, job, created, target, drained, feeds);
        boolean sketches = copies && job.options().get(JobOptions.COLUMN_STATISTICS);
        Optional<TableStatistics> kept = sketches ? Optional.of(statistics.of(target)) : Optional.empty();
        return new JobLoop(
                new JobTarget(
                        jobId, job.name(), epoch, target, rejects, kept, lookup(target), stored.version(), branch),
                planner,
                engine,
                commitClock,
                settings.clock(),
                () -> UUID.randomUUID().toString(),
                isOneAtATime(job) || readsTarget(job, target) ? JobSettings.DEFAULT.oneAtATime() : JobSettings.DEFAULT,
                listener);
    }

    /** Whether each run builds on what the one before has written. */
    private static boolean isOneAtATime(JobDefinition job) {
        return job.options().isSet(JobOptions.DEDUPLICATE_WITH)
                || job.statement().body() instanceof JobBody.View
                || job.window().filter(Window::merges).isPresent();
    }

    /** The table of late rows; none of a job that is not created yet. */
    private Optional<LakeTable> late(JobDefinition job) {
        return job.window().flatMap(window -> catalogs.find(JobAnalyzer.late(job.target())));
    }

    LakeTable table(TableName name) {
        return catalogs.table(name);
    }

    long epoch() {
        return epoch;
    }

    /** For looking at what an insert job would do next; the caller closes it. */
    InsertPlanner insertPlanner(String jobId, JobDefinition job, Instant created, Function<TableName, ViewFeed> feeds) {
        return insertPlanner(jobId, job, created, catalogs.table(job.target()), () -> false, feeds);
    }

    private static boolean readsTarget(JobDefinition job, LakeTable target) {
        PrimaryKey key = PrimaryKey.of(target.metadata().properties());
        return InsertSpecs.keyed(job.statement().body(), key).readsTarget();
    }

    private Optional<RowLookup> lookup(LakeTable target) {
        PrimaryKey key = PrimaryKey.of(target.metadata().properties());
        return key.exists() ? Optional.of(new TargetLookup(key, keyIndexes, workers)) : Optional.empty();
    }

    private Supplier<JobPlanner> copy(
            StoredJob stored, JobDefinition job, ConnectionDefinition connection, LakeTable target, LakeTable rejects) {
        CopySpec spec = copySpecs.of(stored.id(), job.statement(), job.options(), connection);
        Options options = job.options();
        Optional<StartPoint> end = options.find(JobOptions.END_AT);
        if (end.isEmpty() && settings.mode() == RunMode.UNTIL_CAUGHT_UP) {
            end = Optional.of(new StartPoint.Now());
        }
        boolean goOn = options.get(JobOptions.ON_POSITION_LOST) == JobOptions.OnPositionLost.CONTINUE;
        CopyPlanner.Settings planning = new CopyPlanner.Settings(
                options.get(JobOptions.START_FROM),
                end,
                LIMIT,
                parallelism(options),
                options.get(JobOptions.COMMIT_INTERVAL),
                goOn ? OnPositionLost.CONTINUE : OnPositionLost.FAIL,
                options.get(JobOptions.MAX_REJECTS_MB) << 20,
                options.get(JobOptions.REJECTS_RETENTION),
                stored.replayMicros());
        Splitting splitting = copySpecs.splitting(spec);
        return () -> new CopyPlanner(
                spec, spec.open(types.connector(spec.connector()).orElseThrow()), splitting, planning, target, rejects);
    }

    private Supplier<JobPlanner> insert(
            String jobId,
            JobDefinition job,
            Instant created,
            LakeTable target,
            BooleanSupplier drained,
            Function<TableName, ViewFeed> feeds) {
        if (!(job.statement().body() instanceof JobBody.View)) {
            return () -> planner(jobId, job, created, target, drained, feeds);
        }
        ViewPlanner.Settings merging = new ViewPlanner.Settings(
                MERGED_ROWS, job.options().find(JobOptions.MAX_TIME_TRAVEL_DURATION), settings.clock());
        return () -> new ViewPlanner(
                insertPlanner(jobId, job, created, target, drained, feeds),
                spec(jobId, job, target),
                target,
                kernel.session(),
                merging);
    }

    private InsertSpec spec(String jobId, JobDefinition job, LakeTable target) {
        PrimaryKey key = PrimaryKey.of(target.metadata().properties());
        JobBody body = job.statement().body();
        try (KernelSession session = kernel.session()) {
            return InsertSpecs.of(
                    jobId, job.name(), job.statement(), InsertSpecs.keyed(body, key), job.options(), session);
        }
    }

    private JobPlanner planner(
            String jobId,
            JobDefinition job,
            Instant created,
            LakeTable target,
            BooleanSupplier drained,
            Function<TableName, ViewFeed> feeds) {
        return job.statement().start() == Start.SYNC
                ? new SyncPlanner(
                        spec(jobId, job, target),
                        planning(job, created, drained, feeds),
                        lookup(),
                        target,
                        commitClock,
                        kernel.session())
                : insertPlanner(jobId, job, created, target, drained, feeds);
    }

    private InsertPlanner insertPlanner(
            String jobId,
            JobDefinition job,
            Instant created,
            LakeTable target,
            BooleanSupplier drained,
            Function<TableName, ViewFeed> feeds) {
        return new InsertPlanner(
                spec(jobId, job, target),
                planning(job, created, drained, feeds),
                lookup(),
                target,
                commitClock,
                kernel.session());
    }

    private InsertPlanner.Settings planning(
            JobDefinition job, Instant created, BooleanSupplier drained, Function<TableName, ViewFeed> feeds) {
        Options options = job.options();
        Duration interval = options.get(JobOptions.RUN_INTERVAL);
        return new InsertPlanner.Settings(
                micros(options.get(JobOptions.START_FROM), created, interval),
                options.find(JobOptions.END_AT).map(end -> micros(end, created, interval)),
                interval,
                parallelism(options),
                COALESCED_ROWS,
                drained,
                view -> feeds.apply(view.name()),
                progress,
                options.find(JobOptions.ALLOWED_LATENESS).orElse(Duration.ZERO),
                late(job));
    }

    private Function<TableUse, LakeTable> lookup() {
        Map<TableName, LakeTable> tables = new ConcurrentHashMap<>();
        return use -> tables.computeIfAbsent(Names.table(use.name()), catalogs::table);
    }

    /** What fills a materialized view. */
    ViewFeed feed(StoredJob stored, JobDefinition view) {
        Duration interval = view.options().get(JobOptions.RUN_INTERVAL);
        Instant created = Instant.ofEpochMilli(stored.created());
        return new ViewFeed(
                stored.id(),
                catalogs.table(view.sources().get(0)),
                micros(view.options().get(JobOptions.START_FROM), created, interval));
    }

    private int parallelism(Options options) {
        return JobOptions.parallelism(options).orElse(settings.parallelism());
    }

    /** A point as a commit time on the clock's grid, microseconds since 1970. */
    private static long micros(StartPoint point, Instant created, Duration interval) {
        if (point instanceof StartPoint.Beginning) {
            return 0;
        }
        Instant instant = point instanceof StartPoint.At at ? at.instant() : created;
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        long grid = interval.toNanos() / 1000;
        return Math.floorDiv(micros, grid) * grid;
    }
}
