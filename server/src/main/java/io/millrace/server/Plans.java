package io.millrace.server;

import io.millrace.jobs.insert.InsertSpec;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.SelectText;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.server.define.Action;
import io.millrace.server.define.Action.Succession;
import io.millrace.server.define.Analyzer;
import io.millrace.server.define.Definitions;
import io.millrace.server.define.FunctionDefinition;
import io.millrace.server.define.InsertSpecs;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.metastore.Metastore;
import io.millrace.server.metastore.StoredJob;
import io.millrace.server.query.Queries;
import io.millrace.server.query.TextTable;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.option.Durations;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.JobSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Says what statements would do: the steps of a check, EXPLAIN and PREVIEW. */
final class Plans {
    private final StoredDefinitions definitions;
    private final Supplier<KernelSession> sessions;
    private final Metastore metastore;
    private final JobExplain jobs;
    private final Previews previews;

    Plans(
            StoredDefinitions definitions,
            Supplier<KernelSession> sessions,
            Metastore metastore,
            JobExplain jobs,
            Previews previews) {
        this.definitions = definitions;
        this.sessions = sessions;
        this.metastore = metastore;
        this.jobs = jobs;
        this.previews = previews;
    }

    PlanStep step(Action action) {
        if (action instanceof Action.CreateConnection create) {
            return step(
                    action,
                    "connection %s: %s"
                            .formatted(
                                    create.definition().name(),
                                    create.definition().type()));
        }
        if (action instanceof Action.DropConnection drop) {
            return step(action, "drop connection " + drop.name());
        }
        if (action instanceof Action.CreateTable create) {
            int declared = create.definition().schema().columns().size() - 2;
            String columns = declared == 0 ? "columns are discovered" : declared + " columns declared";
            String partitions = create.definition().spec().isUnpartitioned()
                    ? ""
                    : ", partitioned by "
                            + create.definition().spec().fields().get(0).name();
            return step(action, "table " + create.definition().name() + ": " + columns + partitions);
        }
        if (action instanceof Action.AlterTable alter) {
            return step(action, "alter table " + alter.name());
        }
        if (action instanceof Action.DropTable drop) {
            return step(action, "drop table " + drop.name());
        }
        if (action instanceof Action.CreateJob create) {
            return new PlanStep(action.location(), "job " + create.definition().name(), details(create.definition()));
        }
        if (action instanceof Action.CreateView create) {
            return new PlanStep(
                    action.location(), "materialized view " + create.job().name(), details(create.job()));
        }
        if (action instanceof Action.DropView drop) {
            return step(action, "drop materialized view " + drop.name());
        }
        if (action instanceof Action.AlterJob alter) {
            return new PlanStep(
                    action.location(), "alter job " + alter.definition().name(), details(alter.definition()));
        }
        if (action instanceof Action.ReplaceJob replace) {
            String how = replace.succession() == Succession.BACKFILL
                    ? ": computes all rows anew, then takes the place of the version that is there"
                    : ": goes on from its position";
            return new PlanStep(
                    action.location(),
                    "replace job " + replace.definition().name() + how,
                    details(replace.definition()));
        }
        if (action instanceof Action.CancelBackfill cancel) {
            return step(action, "drop the backfill of job " + cancel.job());
        }
        if (action instanceof Action.ControlJob control) {
            return step(action, control.verb().name().toLowerCase(Locale.ROOT) + " job " + control.name());
        }
        if (action instanceof Action.CreateFunction create) {
            FunctionDefinition function = create.definition();
            return new PlanStep(
                    action.location(),
                    "function " + function.signature(),
                    List.of("jar with SHA-256 " + function.jar().hash()));
        }
        if (action instanceof Action.DropFunction drop) {
            return step(action, "drop function " + drop.name());
        }
        return step(action, action instanceof Action.Nothing nothing ? nothing.reason() : "query");
    }

    /** EXPLAIN, PREVIEW and what else only looks. */
    Result read(Statement statement, Analyzer analyzer, Queries queries) {
        if (statement instanceof Statement.ExplainJob explain) {
            Optional<StoredJob> stored = explain.job() instanceof JobSubject.Named named
                    ? metastore.job(named.name().name())
                    : Optional.empty();
            return lines(jobs.lines(subject(explain.job(), analyzer), stored));
        }
        if (statement instanceof Statement.ExplainQuery explain) {
            return lines(explain(explain, queries));
        }
        if (statement instanceof Statement.Preview preview) {
            return previews.run(
                    subject(preview.job(), analyzer), preview.limit().orElse(10));
        }
        throw new MillraceException(
                ErrorCode.NOT_YET_AVAILABLE, statement.location(), "Cannot use what is not yet available");
    }

    private JobDefinition subject(JobSubject subject, Analyzer analyzer) {
        if (subject instanceof JobSubject.Named named) {
            return definitions
                    .job(named.name().name())
                    .orElseThrow(() -> new MillraceException(
                            ErrorCode.JOB_NOT_FOUND, named.name().location(), "Cannot find job: " + named.name()));
        }
        Statement.CreateJob create = ((JobSubject.Written) subject).job();
        return analyzer.job(create, definitions);
    }

    private List<String> details(JobDefinition job) {
        List<String> lines = new ArrayList<>();
        JobBody body = job.statement().body();
        if (body instanceof JobBody.Copy copy) {
            lines.add("reads " + copy.type() + " " + copy.connection());
            lines.add("commits every " + Durations.format(job.options().get(JobOptions.COMMIT_INTERVAL)));
        } else {
            lines.addAll(insert(job));
        }
        lines.add("writes " + job.target());
        return lines;
    }

    private List<String> insert(JobDefinition job) {
        List<String> lines = new ArrayList<>();
        job.sources().forEach(source -> lines.add("reads " + source));
        lines.add("runs every " + Durations.format(job.options().get(JobOptions.RUN_INTERVAL)));
        if (job.statement().start() == Statement.Start.SYNC) {
            lines.add("by event time: a range is computed when its sources have all events of it");
            return lines;
        }
        PrimaryKey key =
                definitions.table(job.target()).map(Definitions.Table::key).orElse(PrimaryKey.NONE);
        if (key.exists()) {
            lines.add("one row for each key in " + key.uniqueness().name().toLowerCase(Locale.ROOT));
            return lines;
        }
        try (KernelSession session = sessions.get()) {
            InsertSpec spec = InsertSpecs.of("explain", job.name(), job.statement(), job.options(), session);
            AnalyzedSelect select = session.analyze(spec.text(), spec.defaults());
            lines.add(
                    select.isStateless() || select.isPerCommit()
                            ? "row by row: a backlog takes many intervals in one run"
                            : "within each run: intervals are computed one by one");
        }
        return lines;
    }

    private static List<String> explain(Statement.ExplainQuery explain, Queries queries) {
        return queries.explain(
                new SelectText(explain.query().sql(), explain.query().location()));
    }

    private static Result lines(List<String> lines) {
        return TextTable.of("plan", lines);
    }

    private static PlanStep step(Action action, String what) {
        return new PlanStep(action.location(), what, List.of());
    }
}
