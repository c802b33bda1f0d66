package io.millrace.server.define;

import io.millrace.kernel.KernelSession;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.JoinUse;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.kernel.view.ViewQuery;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.TableName;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.Options;
import io.millrace.sql.SqlFormatter;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.QualifiedName;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.CreateJob;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Checks the statements that make materialized views, and how jobs are joined with them. */
final class ViewAnalyzer {
    private static final Schema STATES = new Schema(
            NestedField.optional(1, SystemColumns.COMMIT_TIME, Types.TimestampType.withZone()),
            NestedField.optional(
                    2,
                    ViewRecipe.AS_OF,
                    Types.TimestampType.withZone(),
                    "the commit time of the rows that are counted"),
            NestedField.optional(
                    3, ViewRecipe.MERGED, Types.BooleanType.get(), "whether all up to that time are counted"));

    private final Function<Definitions, KernelSession> sessions;

    ViewAnalyzer(Function<Definitions, KernelSession> sessions) {
        this.sessions = sessions;
    }

    Action.CreateView create(CreateJob create, Definitions existing) {
        JobBody.View view = (JobBody.View) create.body();
        Options options = JobOptions.VIEW.resolve(create.options(), create.location());
        TableName name = Names.table(view.target());
        CreateJob normalized = normalized(create, view, name);
        requireFree(name, create, existing);
        try (KernelSession session = sessions.apply(existing)) {
            ViewQuery query = session.view(text(view), Names.DEFAULTS);
            AnalyzedSelect partials = session.analyze(query.partials(), Names.DEFAULTS);
            TableUse use = partials.tables().get(0);
            TableName source = Names.table(use.name());
            Definitions.Table table = Analyzer.requireTable(source, use.location(), existing);
            if (table.view().isPresent()) {
                throw new MillraceException(
                                ErrorCode.INVALID_VIEW,
                                use.location(),
                                "Cannot keep a view of a materialized view: " + source)
                        .withHint("keep a view of the table that it is made of");
            }
            refuseKey(table, use);
            if (JobAnalyzer.isDiscovered(existing, source)) {
                session.bind(partials, any -> JobAnalyzer.relation(table, session))
                        .columns()
                        .forEach(column -> column.icebergType());
            }
            String sql = SqlFormatter.format(normalized);
            Map<String, String> properties = new HashMap<>(TableAnalyzer.PROPERTIES);
            properties.put(TableDefinition.SQL_PROPERTY, sql);
            properties.put(ViewRecipe.PROPERTY, query.recipe().json());
            options.find(JobOptions.COMMENT).ifPresent(comment -> properties.put("comment", comment));
            return new Action.CreateView(
                    new TableDefinition(name, STATES, PartitionSpec.unpartitioned(), properties, sql),
                    new JobDefinition(
                            normalized, options, name, List.of(source), List.of(source), Optional.empty(), sql),
                    create.location());
        }
    }

    private static void refuseKey(Definitions.Table table, TableUse use) {
        if (table.key().exists()) {
            throw new MillraceException(
                            ErrorCode.INVALID_VIEW,
                            use.location(),
                            "Cannot keep a view of a table with PRIMARY KEY, whose rows are replaced: " + table.name())
                    .withHint("keep a view, with last(x) for what is replaced, of the table that its rows come from");
        }
    }

    /** The query of a view, as written. */
    static SelectText text(JobBody.View view) {
        return new SelectText(view.query().sql(), view.query().location());
    }

    private static CreateJob normalized(CreateJob create, JobBody.View view, TableName name) {
        SourceLocation place = view.target().location();
        List<Identifier> parts = Stream.of(name.catalog(), name.schema(), name.table())
                .map(part -> new Identifier(part, Identifier.Kind.NAME, place))
                .toList();
        return new CreateJob(
                create.start(),
                Statement.Existing.REFUSE,
                new Identifier(name.toString(), Identifier.Kind.NAME, place),
                create.options(),
                new JobBody.View(new QualifiedName(parts), view.query(), view.location()),
                create.location());
    }

    private static void requireFree(TableName name, CreateJob create, Definitions existing) {
        SourceLocation place = ((JobBody.View) create.body()).target().location();
        Analyzer.requireCatalog(name.catalog(), place, existing);
        if (create.start() == Statement.Start.SYNC) {
            throw new MillraceException(
                    ErrorCode.NOT_YET_AVAILABLE,
                    create.location(),
                    "Cannot use what is not yet available: SYNC MATERIALIZED VIEW");
        }
        existing.table(name).filter(table -> table.view().isEmpty()).ifPresent(table -> {
            throw new MillraceException(
                            ErrorCode.ALREADY_EXISTS,
                            place,
                            "Cannot create materialized view " + name + ": it is a table")
                    .withHint("give the view another name");
        });
    }

    /** The job that maintains a view; throws VIEW_NOT_FOUND. */
    static JobDefinition require(QualifiedName written, Definitions existing) {
        String name = Names.table(written).toString();
        return existing.job(name)
                .filter(job -> job.statement().body() instanceof JobBody.View)
                .orElseThrow(() -> new MillraceException(
                                ErrorCode.VIEW_NOT_FOUND, written.location(), "Cannot find materialized view: " + name)
                        .withHint(Suggestions.hint(
                                name,
                                existing.jobs().stream()
                                        .filter(job -> job.statement().body() instanceof JobBody.View)
                                        .map(JobDefinition::name)
                                        .toList())));
    }

    /** Refuses to do with a view what is done with tables. */
    static void refuseView(Definitions.Table table, SourceLocation place, String verb) {
        if (table.view().isPresent()) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            place,
                            "Cannot %s a materialized view as if it were a table: %s".formatted(verb, table.name()))
                    .withHint(
                            verb.equals("insert into")
                                    ? "its job alone fills it"
                                    : "write " + verb.toUpperCase(Locale.ROOT) + " MATERIALIZED VIEW " + table.name());
        }
    }

    /** Requires that every view in the query of a job is joined to the stream by all of its keys. */
    static void requireJoined(AnalyzedSelect select, Definitions existing) {
        for (TableUse use : select.tables()) {
            existing.table(Names.table(use.name()))
                    .flatMap(Definitions.Table::view)
                    .ifPresent(recipe -> requireJoined(select, use, recipe));
        }
    }

    private static void requireJoined(AnalyzedSelect select, TableUse use, ViewRecipe recipe) {
        String form = "write FROM stream AS s LEFT JOIN %s AS v ON %s".formatted(use.name(), condition(recipe));
        JoinUse join = select.joins().stream()
                .filter(candidate -> candidate.table() == use.index())
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                                ErrorCode.INVALID_VIEW,
                                use.location(),
                                "Cannot read a materialized view on its own in a job: " + use.name())
                        .withHint(form));
        if (use.filter().isPresent() || use.travel().isPresent()) {
            throw new MillraceException(
                            ErrorCode.INVALID_VIEW,
                            use.location(),
                            "Cannot choose what a job sees of a materialized view: " + use.name())
                    .withHint("a row meets the view as of its own $commit_time; the time filter belongs to the stream");
        }
        if (join.form() != JoinUse.Form.CONDITION) {
            throw new MillraceException(
                            ErrorCode.MISSING_JOIN_CONDITION,
                            join.location(),
                            "Cannot join a materialized view without ON: " + use.name())
                    .withHint(form);
        }
        boolean streams = join.left().stream()
                .anyMatch(left -> select.tables().get(left).filter().isPresent());
        if (!streams || !(join.type().equals("INNER") || join.type().equals("LEFT"))) {
            throw new MillraceException(
                            ErrorCode.INVALID_VIEW,
                            join.location(),
                            "Cannot join a materialized view in this way: " + use.name())
                    .withHint("the stream stands on the left, with its time filter in WHERE: " + form);
        }
        List<String> missing = recipe.keys().stream()
                .filter(key -> !join.equated().contains(key.toLowerCase(Locale.ROOT)))
                .toList();
        if (!missing.isEmpty()) {
            throw new MillraceException(
                            ErrorCode.MISSING_JOIN_CONDITION,
                            join.location(),
                            "Cannot join a materialized view by anything but its key: ON says nothing of "
                                    + String.join(", ", missing))
                    .withHint(form);
        }
    }

    private static String condition(ViewRecipe recipe) {
        return String.join(
                " AND ",
                recipe.keys().stream().map(key -> "v." + key + " = s." + key).toList());
    }
}
