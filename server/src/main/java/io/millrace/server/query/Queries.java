package io.millrace.server.query;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.insert.InsertSpec;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.Rows;
import io.millrace.kernel.relation.BatchRelation;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.TableName;
import io.millrace.lake.stats.TableStatistics;
import io.millrace.lake.storage.FileCache;
import io.millrace.server.Result;
import io.millrace.server.define.Definitions;
import io.millrace.server.define.Names;
import io.millrace.server.lineage.Lineages;
import io.millrace.server.metastore.Metastore;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** Runs ad hoc queries over tables and system tables. Each reads one snapshot of every table, whatever jobs commit. */
public final class Queries {
    /** How long a sample of a job is computed at most. */
    public static final Duration SAMPLE_TIME = Duration.ofSeconds(30);

    private static final SourceLocation HERE = new SourceLocation("system", 1, 1);

    private final Supplier<KernelSession> sessions;
    private final FileCache files;
    private final Function<TableName, Optional<LakeTable>> tables;
    private final Definitions definitions;
    private final SystemTables systemTables;

    public Queries(
            Supplier<KernelSession> sessions,
            FileCache files,
            Function<TableName, Optional<LakeTable>> tables,
            Definitions definitions,
            Metastore metastore,
            Function<LakeTable, TableStatistics> statistics,
            InstantSource clock) {
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.files = requireNonNull(files, "files is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
        requireNonNull(metastore, "metastore is null");
        this.systemTables = new SystemTables(
                definitions,
                metastore,
                tables,
                new Rejected(this::run, definitions, metastore, tables),
                statistics,
                new Lineages(definitions, sessions, tables),
                clock);
    }

    /** The rows of a query; the caller closes them. */
    public Result.Table run(SelectText text) {
        FileCache.Lease lease = files.lease();
        // Every mention of a table is looked up once, as its files may have to be fetched.
        Map<Integer, Relation> known = new HashMap<>();
        return run(
                text,
                Long.MAX_VALUE,
                use -> known.computeIfAbsent(use.index(), index -> relation(use, lease)),
                lease,
                List.of());
    }

    private Result.Table run(
            SelectText text, long limit, RelationLookup lookup, FileCache.Lease lease, List<String> notes) {
        KernelSession session = sessions.get();
        try {
            AnalyzedSelect select = session.analyze(text, Names.DEFAULTS);
            Rows rows = session.query(select, lookup, RunTimes.NONE);
            return new QueryResult(session, rows, lease, limit, notes);
        } catch (RuntimeException e) {
            session.close();
            lease.close();
            throw e;
        }
    }

    /** The rows of a query of our own. */
    public Result.Table run(String sql) {
        return run(new SelectText(sql, HERE));
    }

    /**
     * The first rows that an insert job would write, of a sample of its input; see {@link JobSample}.
     *
     * @param timer ends the query when it takes longer than {@link #SAMPLE_TIME}
     */
    public Result.Table sample(InsertSpec spec, Schema target, long limit, ScheduledExecutorService timer) {
        FileCache.Lease lease = files.lease();
        KernelSession session = sessions.get();
        try {
            return TimedResult.of(SAMPLE_TIME, timer, session, () -> {
                JobSample sample =
                        new JobSample(session, lease, use -> lakeTable(use).orElseThrow());
                Rows rows = sample.rows(spec, target);
                return new QueryResult(session, rows, lease, limit, sample.notes());
            });
        } catch (RuntimeException e) {
            session.close();
            lease.close();
            throw e;
        }
    }

    /** The first rows of a batch, and what is to be said of them. */
    public Result.Table rows(Schema schema, Batch batch, long limit, List<String> notes) {
        BatchRelation relation = new BatchRelation(schema, batch, SystemColumns.names());
        String sql = sampleOf(schema);
        return run(new SelectText(sql, HERE), limit, use -> relation, files.lease(), notes);
    }

    private static String sampleOf(Schema schema) {
        if (!schema.columns().stream().map(NestedField::name).allMatch(SystemColumns.names()::contains)) {
            return "FROM sample";
        }
        return schema.findField(SystemColumns.EVENT_TIME) == null
                ? "SELECT NULL AS nothing WHERE FALSE"
                : "SELECT " + SystemColumns.EVENT_TIME + " FROM sample";
    }

    /** The columns of a materialized view; none until its first run. */
    public List<NestedField> columns(TableName view) {
        LakeTable table = tables.apply(view).orElseThrow();
        ViewRecipe recipe = ViewRecipe.of(table.metadata().properties()).orElseThrow();
        try (KernelSession session = sessions.get()) {
            return session.schema(recipe, new ViewReading.Current(Instant.EPOCH), table.schema())
                    .columns();
        }
    }

    /** What a query reads, what DuckDB is given, and how it would go about it; runs nothing. */
    public List<String> explain(SelectText text) {
        try (KernelSession session = sessions.get()) {
            return new QueryExplain(session, this::lakeTable, this::systemTable)
                    .lines(session.analyze(text, Names.DEFAULTS));
        }
    }

    public SystemTables systemTables() {
        return systemTables;
    }

    private Relation relation(TableUse use, FileCache.Lease lease) {
        Optional<LakeTable> found = lakeTable(use);
        if (found.isEmpty()) {
            return systemTable(use);
        }
        try (KernelSession session = sessions.get()) {
            return TableReading.of(found.get(), use, session).relation(lease);
        }
    }

    /** Empty for what is in the catalog of the system tables. */
    private Optional<LakeTable> lakeTable(TableUse use) {
        TableName name = Names.table(use.name());
        if (use.name().catalog().equalsIgnoreCase(SystemTables.CATALOG)
                || standard(name).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(tables.apply(name)
                .orElseThrow(() -> notFound(
                        name.toString(),
                        definitions.tables().stream().map(TableName::toString).toList())));
    }

    private Relation systemTable(TableUse use) {
        return standard(Names.table(use.name()))
                .or(() -> systemTables.find(use.name().schema(), use.name().table()))
                .map(Relation.class::cast)
                .orElseThrow(() -> notFound(use.name().toString(), systemTables.names()));
    }

    /** A table of the SQL standard, unless the catalog has one of that name. */
    private Optional<BatchRelation> standard(TableName name) {
        return tables.apply(name).isPresent()
                ? Optional.empty()
                : systemTables.findStandard(name.catalog(), name.schema(), name.table());
    }

    private static MillraceException notFound(String name, List<String> known) {
        return new MillraceException(ErrorCode.TABLE_NOT_FOUND, "Cannot find table: " + name)
                .withHint(Suggestions.hint(name, known));
    }
}
