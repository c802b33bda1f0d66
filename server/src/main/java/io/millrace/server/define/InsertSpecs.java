package io.millrace.server.define;

import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.InsertSpec.MissingColumns;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.Options;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody.Insert;
import io.millrace.sql.tree.JobBody.Shape;

/** What the tasks of an insert job need to know, from its statement. */
public final class InsertSpecs {
    private static final String UNNEST = "UNNEST(";

    private InsertSpecs() {}

    public static InsertSpec of(String jobId, String jobName, Insert insert, Options options) {
        boolean unnested = insert.shape() == Shape.UNNESTED;
        String sql = insert.query().sql();
        SourceLocation origin = insert.query().location();
        return new InsertSpec(
                jobId,
                jobName,
                unnested ? UNNEST + sql + ")" : sql,
                unnested
                        ? new SourceLocation(
                                origin.file(), origin.line(), Math.max(1, origin.column() - UNNEST.length()))
                        : origin,
                Names.DEFAULTS.catalog(),
                Names.DEFAULTS.schema(),
                insert,
                options.get(JobOptions.ADD_MISSING_COLUMNS) ? MissingColumns.ADD : MissingColumns.REFUSE);
    }
}
