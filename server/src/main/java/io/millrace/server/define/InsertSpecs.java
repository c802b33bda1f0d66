package io.millrace.server.define;

import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.InsertSpec.MissingColumns;
import io.millrace.jobs.insert.Keyed;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.spi.option.Options;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.JobBody.Insert;
import io.millrace.sql.tree.SqlText;
import java.util.List;

/** What the tasks of an insert job need to know, from its statement. */
public final class InsertSpecs {
    private InsertSpecs() {}

    /** How the rows of a job replace those of a table with that key. */
    public static Keyed keyed(JobBody body, PrimaryKey key) {
        if (body instanceof JobBody.Merge merge && merge.deleteWhen().isPresent()) {
            SqlText condition = merge.deleteWhen().get();
            return new Keyed(
                    key, merge.sourceAlias().map(Identifier::name).orElse(""), condition.sql(), condition.location());
        }
        return Keyed.by(key, body.location());
    }

    /** For those who only read: as if the rows were added. */
    public static InsertSpec of(String jobId, String jobName, Insert insert, Options options) {
        return of(jobId, jobName, insert, Keyed.by(PrimaryKey.NONE, insert.location()), options);
    }

    public static InsertSpec of(String jobId, String jobName, Insert insert, Keyed keyed, Options options) {
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
                options.get(JobOptions.ADD_MISSING_COLUMNS) ? MissingColumns.ADD : MissingColumns.REFUSE);
    }
}
