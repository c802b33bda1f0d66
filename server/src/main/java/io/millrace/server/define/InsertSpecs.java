package io.millrace.server.define;

import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.InsertSpec.MissingColumns;
import io.millrace.jobs.insert.Keyed;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.select.TimeColumn;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.spi.option.Options;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.JobBody.Insert;
import io.millrace.sql.tree.SqlText;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.CreateJob;
import java.util.List;

/** What the tasks of an insert job need to know, from its statement. */
public final class InsertSpecs {
    private InsertSpecs() {}

    /** How the rows of a job replace those of a table with that key. */
    public static Keyed keyed(JobBody body, PrimaryKey key) {
        return body instanceof JobBody.Merge merge ? new Keyed(key, MergeKeys.rules(merge)) : Keyed.by(key);
    }

    /**
     * @param keyed how the rows replace others
     * @param session takes the query of a materialized view apart
     */
    public static InsertSpec of(
            String jobId, String jobName, CreateJob create, Keyed keyed, Options options, KernelSession session) {
        return create.body() instanceof JobBody.View view
                ? states(jobId, jobName, view, session)
                : of(jobId, jobName, create.body().insertion().orElseThrow(), time(create), keyed, options);
    }

    /** For those who only read: as if the rows were added. */
    public static InsertSpec of(
            String jobId, String jobName, CreateJob create, Options options, KernelSession session) {
        return of(jobId, jobName, create, keyed(create.body(), PrimaryKey.NONE), options, session);
    }

    /** By which time the runs of a job read. */
    static TimeColumn time(CreateJob create) {
        boolean sync = create.start() == Statement.Start.SYNC
                && (create.body() instanceof JobBody.Insert || create.body() instanceof JobBody.Merge);
        return sync ? TimeColumn.EVENT_TIME : TimeColumn.COMMIT_TIME;
    }

    private static InsertSpec states(String jobId, String jobName, JobBody.View view, KernelSession session) {
        SqlText partials = SqlText.of(
                session.view(ViewAnalyzer.text(view), Names.DEFAULTS).partials().text(),
                view.query().location());
        Insert insert = new Insert(
                view.target(),
                List.of(),
                new JobBody.Mapping.ByName(List.of()),
                JobBody.Shape.ROWS,
                partials,
                view.location());
        return new InsertSpec(
                jobId,
                jobName,
                partials.sql(),
                partials.location(),
                Names.DEFAULTS.catalog(),
                Names.DEFAULTS.schema(),
                insert,
                List.of(),
                Keyed.NONE,
                MissingColumns.ADD,
                TimeColumn.COMMIT_TIME);
    }

    public static InsertSpec of(
            String jobId, String jobName, Insert insert, TimeColumn time, Keyed keyed, Options options) {
        return new InsertSpec(
                jobId,
                jobName,
                insert.query().sql(),
                insert.query().location(),
                Names.DEFAULTS.catalog(),
                Names.DEFAULTS.schema(),
                insert,
                options.find(JobOptions.FLATTEN_PATHS).orElse(List.of()),
                keyed,
                options.get(JobOptions.ADD_MISSING_COLUMNS) ? MissingColumns.ADD : MissingColumns.REFUSE,
                time);
    }
}
