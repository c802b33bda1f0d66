package io.millrace.server.define;

import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.InsertSpec.MissingColumns;
import io.millrace.spi.option.Options;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody.Insert;
import java.util.List;

/** What the tasks of an insert job need to know, from its statement. */
public final class InsertSpecs {
    private InsertSpecs() {}

    public static InsertSpec of(String jobId, String jobName, Insert insert, Options options) {
        return new InsertSpec(
                jobId,
                jobName,
                insert.query().sql(),
                insert.query().location(),
                Names.DEFAULTS.catalog(),
                Names.DEFAULTS.schema(),
                insert,
                options.find(JobOptions.FLATTEN_PATHS).orElse(List.of()),
                options.get(JobOptions.ADD_MISSING_COLUMNS) ? MissingColumns.ADD : MissingColumns.REFUSE);
    }
}
