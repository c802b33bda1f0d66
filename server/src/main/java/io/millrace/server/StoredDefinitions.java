package io.millrace.server;

import io.millrace.jobs.loop.JobState;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.lake.TableName;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.server.define.Analyzer.ConnectionTypes;
import io.millrace.server.define.ConnectionDefinition;
import io.millrace.server.define.Definitions;
import io.millrace.server.define.FunctionDefinition;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.define.Names;
import io.millrace.server.define.Parsed;
import io.millrace.server.define.TableDefinition;
import io.millrace.server.metastore.Metastore;
import io.millrace.server.metastore.StoredBackfill;
import io.millrace.server.metastore.StoredConnection;
import io.millrace.server.metastore.StoredJob;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.Options;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.Statement.CreateConnection;
import io.millrace.sql.tree.Statement.CreateJob;
import java.util.List;
import java.util.Optional;

/** What exists: in the metastore and in the catalogs. */
final class StoredDefinitions implements Definitions {
    private static final SourceLocation STORED = new SourceLocation("stored", 1, 1);

    private final Metastore metastore;
    private final CatalogRegistry catalogs;
    private final ConnectionTypes types;
    private final JobTables jobTables;
    private final FunctionStore functions;

    StoredDefinitions(
            Metastore metastore,
            CatalogRegistry catalogs,
            ConnectionTypes types,
            JobTables jobTables,
            FunctionStore functions) {
        this.functions = functions;
        this.metastore = metastore;
        this.catalogs = catalogs;
        this.types = types;
        this.jobTables = jobTables;
    }

    @Override
    public Optional<ConnectionDefinition> connection(String name) {
        return metastore.connection(name).map(this::definition);
    }

    @Override
    public List<ConnectionDefinition> connections() {
        return metastore.connections().stream().map(this::definition).toList();
    }

    @Override
    public Optional<Table> table(TableName name) {
        return catalogs.find(name)
                .map(table -> new Table(
                        name,
                        table.schema(),
                        table.spec(),
                        PrimaryKey.of(table.metadata().properties()),
                        table.metadata().properties().getOrDefault(TableDefinition.SQL_PROPERTY, ""),
                        ViewRecipe.of(table.metadata().properties())));
    }

    @Override
    public Optional<JobDefinition> job(String name) {
        return metastore.job(name).map(this::definition);
    }

    @Override
    public List<JobDefinition> jobs() {
        return metastore.jobs().stream().map(this::definition).toList();
    }

    @Override
    public List<JobDefinition> backfills() {
        List<StoredBackfill> all = metastore.backfills().all();
        return all.isEmpty()
                ? List.of()
                : metastore.jobs().stream()
                        .flatMap(job -> all.stream()
                                .filter(backfill -> backfill.jobId().equals(job.id()))
                                .map(backfill -> job.redefined(backfill.sql(), backfill.version())))
                        .map(this::definition)
                        .toList();
    }

    @Override
    public Optional<FunctionDefinition> function(String name) {
        return functions().stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst();
    }

    @Override
    public List<FunctionDefinition> functions() {
        return functions.all();
    }

    @Override
    public List<String> catalogs() {
        return catalogs.names();
    }

    @Override
    public List<TableName> tables() {
        return catalogs.tables();
    }

    ConnectionDefinition definition(StoredConnection stored) {
        CreateConnection create = (CreateConnection) Parsed.statement("connection " + stored.name(), stored.sql());
        Options options = types.options(stored.type(), STORED).resolve(create.options(), STORED);
        return new ConnectionDefinition(stored.name(), stored.type(), options, stored.sql());
    }

    JobDefinition definition(StoredJob stored) {
        CreateJob create = (CreateJob) Parsed.statement("job " + stored.name(), stored.sql());
        Options options = JobOptions.of(create.body()).resolve(create.options(), STORED);
        JobTables.Used used = jobTables.of(create);
        return new JobDefinition(
                create,
                options,
                Names.table(create.body().target()),
                used.sources(),
                used.incremental(),
                used.window(),
                stored.sql());
    }

    /** Whether a job reached the end that it was given; one that only caught up goes on. */
    boolean isOver(StoredJob stored) {
        return stored.state() == JobState.COMPLETED
                && definition(stored).options().isSet(JobOptions.END_AT);
    }
}
