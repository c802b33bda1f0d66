package io.millrace.server;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.engine.local.LocalEngine;
import io.millrace.jobs.engine.local.TaskTransport;
import io.millrace.jobs.engine.local.WorkerContext;
import io.millrace.kernel.select.SelectText;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.keys.KeyIndexes;
import io.millrace.lake.storage.CacheDirectory;
import io.millrace.lake.storage.FileCache;
import io.millrace.lake.storage.SpooledOutputFile;
import io.millrace.server.define.Action;
import io.millrace.server.define.Analyzer;
import io.millrace.server.define.Analyzer.ConnectionTypes;
import io.millrace.server.define.CopySpecs;
import io.millrace.server.define.FunctionAnalyzer;
import io.millrace.server.define.JobAnalyzer;
import io.millrace.server.define.Overlay;
import io.millrace.server.metastore.DataDirectory;
import io.millrace.server.metastore.Metastore;
import io.millrace.server.query.Listings;
import io.millrace.server.query.Queries;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.sql.option.FunctionOptions;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.option.TableOptions;
import io.millrace.sql.tree.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One Millrace over a data directory: the one place that wires the parts. */
public final class Millrace implements AutoCloseable {
    private static final int FETCHERS = 8;

    private final Optional<DataDirectory> owned;
    private final Metastore metastore;
    private final CatalogRegistry catalogs;
    private final KernelHolder kernel;
    private final ExecutorService fetchers;
    private final FileCache files;
    private final WorkerContext workers;
    private final LocalEngine engine;
    private final ScheduledExecutorService recorder;
    private final StoredDefinitions definitions;
    private final Analyzer analyzer;
    private final SourceChecks sourceChecks;
    private final ConnectionTypes types;
    private final Jobs jobs;
    private final Executor executor;
    private final Queries queries;
    private final Listings listings;
    private final Plans plans;

    private Millrace(MillraceSettings settings, Optional<DataDirectory> owned) {
        this.owned = owned;
        Path directory = settings.dataDirectory();
        this.metastore = Metastore.open(directory);
        Path staging = directory.resolve("staging");
        owned.ifPresent(any -> SpooledOutputFile.clear(staging));
        this.catalogs = new CatalogRegistry(directory, staging);
        FunctionStore functions = new FunctionStore(directory, metastore);
        this.kernel = new KernelHolder(settings.kernelMemory(), directory.resolve("tmp"), catalogs, functions);
        this.fetchers = Executors.newFixedThreadPool(FETCHERS, Threads.named("fetch-"));
        this.files = new FileCache(() -> cache(directory, owned), Millrace::cacheBytes, fetchers);
        this.types = new ConnectionTypes(settings.connectors(), CatalogTypes.OPTIONS);
        this.definitions = new StoredDefinitions(metastore, catalogs, types, new JobTables(kernel::session), functions);
        definitions.connections().forEach(catalogs::add);
        CopySpecs copySpecs = new CopySpecs(types, settings.formats());
        this.sourceChecks = new SourceChecks(types, copySpecs);
        this.analyzer = new Analyzer(
                types,
                new JobAnalyzer(types, copySpecs, existing -> kernel.session(existing.functions()), settings.clock()),
                new FunctionAnalyzer(functions::read, name -> kernel.kernel().hasFunction(name)));
        KeyIndexes keyIndexes = new KeyIndexes(directory.resolve("keys"));
        this.workers = new WorkerContext(
                settings.connectors(),
                settings.formats(),
                kernel::kernel,
                files,
                keyIndexes,
                directory.resolve("tmp"),
                (job, note) -> metastore.note(job, note, settings.clock().millis()));
        this.engine = new LocalEngine(
                Executors.newFixedThreadPool(settings.parallelism(), Threads.named("task-")),
                settings.parallelism(),
                workers,
                settings.serialiseTasks() ? TaskTransport.serialised() : TaskTransport.direct());
        long epoch = owned.isPresent() ? metastore.nextEpoch() : 0;
        StatisticsRegistry statistics = new StatisticsRegistry();
        CommitClock commitClock = new CommitClock(settings.clock());
        Progress progress = new Progress(commitClock, catalogs::table);
        JobFactory factory = new JobFactory(
                settings,
                types,
                copySpecs,
                catalogs,
                kernel,
                statistics,
                engine,
                workers,
                keyIndexes,
                commitClock,
                progress,
                epoch);
        this.jobs = new Jobs(
                metastore,
                definitions,
                new Serving(metastore, definitions, types, copySpecs),
                factory,
                workers,
                progress,
                settings,
                Threads.named("job-"));
        progress.writers(new TableWriters(metastore, definitions)::of);
        this.executor = new Executor(metastore, catalogs, functions, jobs, settings.clock());
        this.recorder = Executors.newSingleThreadScheduledExecutor(Threads.named("recorder-"));
        this.queries = new Queries(
                kernel::session, files, catalogs::find, definitions, metastore, statistics::find, settings.clock());
        this.listings = new Listings(queries, definitions, this::options);
        JobExplain explain = new JobExplain(
                catalogs,
                kernel::session,
                factory,
                copySpecs,
                definitions,
                workers,
                jobs::feed,
                settings.clock(),
                progress);
        this.plans = new Plans(
                definitions,
                kernel::session,
                metastore,
                explain,
                new Previews(queries, copySpecs, definitions, workers, recorder, kernel::session));
        if (owned.isPresent()) {
            recorder.scheduleWithFixedDelay(jobs::recordActivity, 1, 1, TimeUnit.SECONDS);
        }
    }

    /**
     * Takes ownership of the data directory, so that jobs may run.
     *
     * @throws MillraceException DATA_DIRECTORY_LOCKED when another process owns it
     */
    public static Millrace own(MillraceSettings settings) {
        requireNonNull(settings, "settings is null");
        DataDirectory directory = DataDirectory.own(settings.dataDirectory());
        try {
            return new Millrace(settings, Optional.of(directory));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Reads beside whoever owns the data directory, without disturbing; statements that change something are refused. */
    public static Millrace read(MillraceSettings settings) {
        return new Millrace(requireNonNull(settings, "settings is null"), Optional.empty());
    }

    /**
     * Checks statements in order, each as if those before it had been performed; changes nothing.
     *
     * @throws MillraceException the first error, with its place
     */
    public List<PlanStep> check(List<Statement> statements) {
        List<PlanStep> steps = new ArrayList<>();
        analyze(statements, new Overlay(definitions)).forEach(action -> steps.add(plans.step(action)));
        return steps;
    }

    /**
     * Checks all statements, and that what new copy jobs are to read exists; then performs them in order. A definition that
     * exists unchanged is kept.
     */
    public void apply(List<Statement> statements, Consumer<Result> results) {
        Overlay overlay = new Overlay(definitions);
        analyze(statements, overlay).forEach(action -> sourceChecks.check(action, overlay));
        statements.forEach(statement -> results.accept(perform(analyzer.analyze(statement, definitions))));
    }

    /** Checks and performs one statement. */
    public Result execute(Statement statement) {
        Action action = analyzer.analyze(statement, definitions);
        if (owned.isPresent()) {
            sourceChecks.check(action, definitions);
        }
        return perform(action);
    }

    private Result perform(Action action) {
        if (action instanceof Action.Read read) {
            return read(read.statement());
        }
        if (owned.isEmpty()) {
            throw new MillraceException(
                            ErrorCode.DATA_DIRECTORY_LOCKED,
                            action.location(),
                            "Cannot change anything beside the process that runs the jobs")
                    .withHint("run the statement in that process's worksheet, or stop it first");
        }
        return executor.perform(action);
    }

    public Jobs jobs() {
        return jobs;
    }

    /** The names that a shell completes: of tables, columns, jobs and connections. */
    public List<String> names() {
        List<String> names = new ArrayList<>(queries.systemTables().names());
        definitions.tables().forEach(table -> {
            names.add(table.toString());
            definitions
                    .table(table)
                    .ifPresent(found -> found.schema().columns().forEach(field -> names.add(field.name())));
        });
        metastore.jobs().forEach(job -> names.add(job.name()));
        metastore.connections().forEach(connection -> names.add(connection.name()));
        return names;
    }

    /** Stops the jobs gracefully and gives up the data directory. */
    @Override
    public void close() {
        jobs.stop();
        recorder.shutdownNow();
        engine.close();
        workers.close();
        kernel.close();
        fetchers.shutdownNow();
        files.close();
        catalogs.close();
        metastore.close();
        owned.ifPresent(DataDirectory::close);
    }

    private static CacheDirectory cache(Path directory, Optional<DataDirectory> owned) {
        Path parent = directory.resolve("cache");
        return owned.isPresent() ? CacheDirectory.kept(parent) : CacheDirectory.temporary(parent);
    }

    /** Half of what is free when the cache is opened. */
    private static long cacheBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace() / 2;
    }

    private List<Action> analyze(List<Statement> statements, Overlay overlay) {
        List<Action> actions = new ArrayList<>();
        for (Statement statement : statements) {
            Action action = analyzer.analyze(statement, overlay);
            overlay.add(action);
            actions.add(action);
        }
        return actions;
    }

    private Result read(Statement statement) {
        if (statement instanceof Statement.Query query) {
            return queries.run(new SelectText(query.query().sql(), query.query().location()));
        }
        if (statement instanceof Statement.Show show) {
            return listings.show(show);
        }
        if (statement instanceof Statement.Describe describe) {
            return listings.describe(describe);
        }
        if (statement instanceof Statement.ShowCreate show) {
            return listings.showCreate(show);
        }
        return plans.read(statement, analyzer, queries);
    }

    private OptionSet[] options(Statement statement) {
        List<OptionSet> sets = new ArrayList<>(
                List.of(JobOptions.COPY, JobOptions.INSERT, JobOptions.VIEW, TableOptions.CREATE, FunctionOptions.ALL));
        types.connectors().forEach(connector -> {
            sets.add(connector.connectionOptions());
            sets.add(connector.sourceOptions());
        });
        sets.addAll(CatalogTypes.OPTIONS.values());
        return sets.toArray(OptionSet[]::new);
    }
}
