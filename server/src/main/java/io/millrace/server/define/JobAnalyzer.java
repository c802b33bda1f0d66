package io.millrace.server.define;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.copy.Rejects;
import io.millrace.jobs.insert.ColumnMapping;
import io.millrace.jobs.insert.InsertQuery;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.InsertSpec.MissingColumns;
import io.millrace.jobs.insert.LateRows;
import io.millrace.kernel.BatchEvaluator;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.Expression;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.relation.QueryRelation;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.select.WindowUse;
import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.TableName;
import io.millrace.server.define.Analyzer.ConnectionTypes;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.sql.SqlFormatter;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.Expectation;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.CreateJob;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Checks the statements that make jobs. */
public final class JobAnalyzer {
    private final ConnectionTypes types;
    private final CopySpecs copySpecs;
    private final Function<Definitions, KernelSession> sessions;
    private final ViewAnalyzer views;
    private final InstantSource clock;

    /** @param sessions for checking SQL; each is closed after use */
    public JobAnalyzer(
            ConnectionTypes types,
            CopySpecs copySpecs,
            Function<Definitions, KernelSession> sessions,
            InstantSource clock) {
        this.types = requireNonNull(types, "types is null");
        this.copySpecs = requireNonNull(copySpecs, "copySpecs is null");
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.views = new ViewAnalyzer(sessions);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** The table and the job of a materialized view. */
    Action.CreateView view(CreateJob create, Definitions existing) {
        Action.CreateView view = views.create(create, existing);
        JobReplacement.requireNotRebuilt(view.job(), existing, create.name().location());
        return view;
    }

    /** A job that is created, or that takes the place of one of its name. */
    Action replace(CreateJob create, JobDefinition old, Definitions existing) {
        JobDefinition next = analyze(JobChanges.dated(create, clock), existing);
        OptionSet source = sourceOptions(next);
        return JobReplacement.of(create, old, next, source, existing);
    }

    JobDefinition analyze(CreateJob written, Definitions existing) {
        if (written.body() instanceof JobBody.View) {
            return view(written, existing).job();
        }
        JobDefinition job = define(written, existing);
        JobReplacement.requireNotRebuilt(job, existing, written.name().location());
        return job;
    }

    private JobDefinition define(CreateJob written, Definitions existing) {
        JobChanges.requireBackfillable(written);
        CreateJob create = written.body() instanceof JobBody.Copy copy
                ? new SourceOptions(connector(copy, existing)).placed(written, copy)
                : written;
        Options options = JobOptions.of(create.body()).resolve(create.options(), create.location());
        TableName target = Names.table(create.body().target());
        Definitions.Table table =
                Analyzer.requireTable(target, create.body().target().location(), existing);
        ViewAnalyzer.refuseView(table, create.body().target().location(), "insert into");
        CreateJob normalized = new CreateJob(
                create.start(),
                Statement.Existing.REFUSE,
                create.name(),
                create.options().stream()
                        .filter(option -> !option.name().equals(JobOptions.BACKFILL.name()))
                        .toList(),
                create.body(),
                create.location());
        String sql = SqlFormatter.format(normalized);
        requireOneWriter(create, options, target, existing);
        if (normalized.body() instanceof JobBody.Copy copy) {
            refuseKey(copy, table);
            checkCopy(normalized, copy, options, existing);
            return new JobDefinition(normalized, options, target, List.of(), List.of(), Optional.empty(), sql);
        }
        if (create.body() instanceof JobBody.Merge merge) {
            MergeKeys.require(merge, table);
        }
        return insert(normalized, options, table, existing, sql);
    }

    JobDefinition alter(JobDefinition job, List<OptionAssignment> changes, Definitions existing) {
        OptionSet source = sourceOptions(job);
        CreateJob changed = JobChanges.altered(job.statement(), changes, source, clock);
        JobReplacement.pending(job.name(), existing).ifPresent(backfill -> {
            throw new MillraceException(
                            ErrorCode.INVALID_STATE,
                            changes.get(0).location(),
                            "Cannot alter a job while another version of it is built: " + job.name())
                    .withHint("wait until SHOW JOBS shows no backfill any more, or write CREATE OR REPLACE JOB");
        });
        return analyze(changed, existing);
    }

    /** What the source of a job that copies takes. */
    private OptionSet sourceOptions(JobDefinition job) {
        return job.statement().body() instanceof JobBody.Copy copy
                ? types.connector(copy.type()).map(Connector::sourceOptions).orElseThrow()
                : OptionSet.of("no source");
    }

    static boolean usesConnection(JobDefinition job, String connection) {
        return job.statement().body() instanceof JobBody.Copy copy
                && copy.connection().name().equalsIgnoreCase(connection);
    }

    /** What a job copies from. */
    private Connector connector(JobBody.Copy copy, Definitions existing) {
        ConnectionDefinition connection = Analyzer.requireConnection(
                copy.connection().name(), copy.connection().location(), existing);
        if (!connection.type().equalsIgnoreCase(copy.type())) {
            throw new MillraceException(
                            ErrorCode.TYPE_MISMATCH,
                            copy.location(),
                            "Cannot copy from %s connection as %s: %s"
                                    .formatted(connection.type(), copy.type(), connection.name()))
                    .withHint("write COPY FROM " + connection.type() + " " + connection.name());
        }
        return types.connector(connection.type())
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.INVALID_TARGET, copy.location(), "Cannot copy from a catalog: " + connection.name()));
    }

    private void checkCopy(CreateJob create, JobBody.Copy copy, Options options, Definitions existing) {
        Connector connector = connector(copy, existing);
        new SourceOptions(connector).checkValidations(create, options);
        connector.sourceOptions().resolve(copy.options(), copy.location());
        copySpecs.checkFormat(create, options);
        List<Expression> expressions = new ArrayList<>(RecordSql.expressions(options, create));
        requireDistinct(copy.expectations());
        CopySpecs.expectations(copy).forEach(expectation -> expressions.add(expectation.predicate()));
        if (!expressions.isEmpty()) {
            try (KernelSession session = sessions.apply(existing)) {
                BatchEvaluator.create(session, expressions);
            }
        }
    }

    private static void refuseKey(JobBody.Copy copy, Definitions.Table table) {
        if (table.key().exists()) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            copy.target().location(),
                            "Cannot copy into a table with PRIMARY KEY: " + table.name())
                    .withHint("copy into a table without one, and replace rows of " + table.name()
                            + " by a job that inserts from there");
        }
    }

    /** A job that drops repeated rows knows only those that it landed itself. */
    private static void requireOneWriter(CreateJob create, Options options, TableName target, Definitions existing) {
        for (JobDefinition other : existing.jobs()) {
            boolean shares = other.target().equals(target)
                    && !other.name().equalsIgnoreCase(create.name().name());
            if (shares
                    && (options.isSet(JobOptions.DEDUPLICATE_WITH)
                            || other.options().isSet(JobOptions.DEDUPLICATE_WITH))) {
                throw new MillraceException(
                                ErrorCode.INVALID_TARGET,
                                create.body().target().location(),
                                "Cannot write %s beside job %s: one of them has DEDUPLICATE_WITH"
                                        .formatted(target, other.name()))
                        .withHint("repeats are told within one job; give each job a table of its own");
            }
        }
    }

    private static void requireDistinct(List<Expectation> expectations) {
        Set<String> names = new HashSet<>();
        for (Expectation expectation : expectations) {
            if (!names.add(expectation.name().name().toLowerCase(Locale.ROOT))) {
                throw new MillraceException(
                                ErrorCode.ALREADY_EXISTS,
                                expectation.name().location(),
                                "Cannot add expectation: %s exists".formatted(expectation.name()))
                        .withHint("give it another name, or ALTER JOB ... DROP EXPECTATION first");
            }
        }
    }

    /** The job with one expectation more. */
    JobDefinition add(JobDefinition job, Expectation expectation, Definitions existing) {
        List<Expectation> all = new ArrayList<>(expectations(job, expectation.location()));
        all.add(expectation);
        return withExpectations(job, all, existing);
    }

    /** The job without one of its expectations. */
    JobDefinition drop(JobDefinition job, Identifier name, Definitions existing) {
        List<Expectation> present = expectations(job, name.location());
        List<Expectation> left = present.stream()
                .filter(expectation -> !expectation.name().name().equalsIgnoreCase(name.name()))
                .toList();
        if (left.size() == present.size()) {
            throw new MillraceException(
                            ErrorCode.EXPECTATION_NOT_FOUND, name.location(), "Cannot find expectation: " + name)
                    .withHint(Suggestions.hint(
                            name.name(),
                            present.stream()
                                    .map(expectation -> expectation.name().name())
                                    .toList()));
        }
        return withExpectations(job, left, existing);
    }

    private static List<Expectation> expectations(JobDefinition job, SourceLocation place) {
        if (job.statement().body() instanceof JobBody.Copy copy) {
            return copy.expectations();
        }
        throw new MillraceException(ErrorCode.INVALID_STATE, place, "Cannot expect anything of job: " + job.name())
                .withHint("only jobs that COPY have expectations; write a WHERE instead");
    }

    private JobDefinition withExpectations(JobDefinition job, List<Expectation> expectations, Definitions existing) {
        CreateJob create = job.statement();
        return analyze(
                new CreateJob(
                        create.start(),
                        create.existing(),
                        create.name(),
                        create.options(),
                        ((JobBody.Copy) create.body()).withExpectations(expectations),
                        create.location()),
                existing);
    }

    private JobDefinition insert(
            CreateJob create, Options options, Definitions.Table target, Definitions existing, String sql) {
        JobBody.Insert insert = create.body().insertion().orElseThrow();
        InsertSpec spec = InsertSpecs.of(
                "check",
                create.name().name(),
                insert,
                InsertSpecs.time(create),
                InsertSpecs.keyed(create.body(), target.key()),
                options);
        try (KernelSession session = sessions.apply(existing)) {
            AnalyzedSelect select = InsertQuery.analyze(spec, session);
            List<TableName> sources = new ArrayList<>();
            for (TableUse use : select.tables()) {
                Analyzer.requireTable(Names.table(use.name()), use.location(), existing);
                sources.add(Names.table(use.name()));
            }
            ViewAnalyzer.requireJoined(select, existing);
            select.requireTimeFilter();
            if (!JobOptions.allowsProduct(options)) {
                select.requireNoProduct();
                select.requireConditions();
            }
            AnalyzedSelect written = session.analyze(spec.query(), spec.defaults());
            refuseStar(written, spec, insert);
            List<TableName> incremental = select.incremental().stream()
                    .map(use -> Names.table(use.name()))
                    .toList();
            if (incremental.contains(target.name())) {
                throw new MillraceException(
                        ErrorCode.INVALID_TARGET,
                        insert.target().location(),
                        "Cannot insert into the table that the job follows: " + target.name());
            }
            requireEventTime(written, target, insert);
            WindowChecks.require(create, options, spec, select, target, existing);
            if (sources.stream().allMatch(name -> isDiscovered(existing, name))) {
                RelationLookup empty =
                        use -> relation(existing.table(Names.table(use.name())).orElseThrow(), session);
                InsertQuery.checkValues(spec, session, empty);
                BoundSelect bound = session.bind(select, empty);
                ColumnMapping.project(spec, bound, target.schema());
                spec.keyed().check(spec, bound, target.schema(), session);
            }
            return new JobDefinition(
                    create,
                    options,
                    target.name(),
                    sources,
                    incremental,
                    select.window().map(WindowUse::window),
                    sql);
        }
    }

    /** A target partitioned by the day of its events needs to be told when they happened. */
    private static void requireEventTime(AnalyzedSelect select, Definitions.Table target, JobBody.Insert insert) {
        int eventTime = target.schema().findField(SystemColumns.EVENT_TIME) == null
                ? -1
                : target.schema().findField(SystemColumns.EVENT_TIME).fieldId();
        boolean partitioned = target.spec().fields().stream().anyMatch(field -> field.sourceId() == eventTime);
        boolean selected = select.items().stream()
                .anyMatch(item -> item.name()
                        .filter(SystemColumns.EVENT_TIME::equalsIgnoreCase)
                        .isPresent());
        if (partitioned && !selected) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            insert.query().location(),
                            "Cannot partition rows of %s by $event_date: the query has no $event_time"
                                    .formatted(target.name()))
                    .withHint("add $event_time to the SELECT, or an expression AS $event_time");
        }
    }

    private static void refuseStar(AnalyzedSelect select, InsertSpec spec, JobBody.Insert insert) {
        boolean listed = insert.mapping() instanceof JobBody.Mapping.Values;
        if (listed || (spec.missing() == MissingColumns.ADD && insert.mapping() instanceof JobBody.Mapping.ByName)) {
            return;
        }
        select.items().stream().filter(item -> item.star()).findFirst().ifPresent(star -> {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY,
                            star.location(),
                            "Cannot insert * without ADD_MISSING_COLUMNS = TRUE")
                    .withHint("add ADD_MISSING_COLUMNS = TRUE and MAP_COLUMNS_BY_NAME, or name the columns");
        });
    }

    /** A table whose columns are all still to be discovered cannot be checked against yet. */
    static boolean isDiscovered(Definitions existing, TableName name) {
        return existing.table(name).orElseThrow().schema().columns().stream()
                .anyMatch(field -> !SystemColumns.isSystem(field.name())
                        && !field.name().equals(ViewRecipe.AS_OF)
                        && !field.name().equals(ViewRecipe.MERGED));
    }

    /** What a table stands for when a query is checked. */
    static Relation relation(Definitions.Table table, KernelSession session) {
        FileRelation rows = FileRelation.empty(table.schema(), SystemColumns.names());
        ViewReading reading = new ViewReading.Current(Instant.EPOCH);
        return table.view()
                .<Relation>map(recipe ->
                        new QueryRelation(rows, recipe, reading, session.schema(recipe, reading, table.schema())))
                .orElse(rows);
    }

    /** The table of late rows beside a table of windows. */
    public static TableName late(TableName target) {
        return new TableName(target.catalog(), target.schema(), target.table() + LateRows.SUFFIX);
    }

    /** The table of rejects beside a staging table. */
    public static TableName rejects(TableName staging) {
        return new TableName(staging.catalog(), staging.schema(), staging.table() + Rejects.SUFFIX);
    }
}
