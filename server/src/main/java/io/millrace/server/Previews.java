package io.millrace.server;

import io.millrace.jobs.copy.CopyPreview;
import io.millrace.jobs.copy.CopySpec;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.task.TaskContext;
import io.millrace.kernel.KernelSession;
import io.millrace.server.define.CopySpecs;
import io.millrace.server.define.InsertSpecs;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.query.Queries;
import io.millrace.spi.source.Source;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.iceberg.Schema;

/** Runs jobs on a sample and commits nothing. */
final class Previews {
    private final Queries queries;
    private final CopySpecs copySpecs;
    private final StoredDefinitions definitions;
    private final TaskContext context;
    private final ScheduledExecutorService timer;
    private final Supplier<KernelSession> sessions;

    Previews(
            Queries queries,
            CopySpecs copySpecs,
            StoredDefinitions definitions,
            TaskContext context,
            ScheduledExecutorService timer,
            Supplier<KernelSession> sessions) {
        this.sessions = sessions;
        this.queries = queries;
        this.copySpecs = copySpecs;
        this.definitions = definitions;
        this.context = context;
        this.timer = timer;
    }

    /** The first rows that the job would write. */
    Result.Table run(JobDefinition job, long limit) {
        return job.statement().body() instanceof JobBody.Copy copy ? copy(job, copy, limit) : insert(job, limit);
    }

    private Result.Table insert(JobDefinition job, long limit) {
        InsertSpec spec;
        try (KernelSession session = sessions.get()) {
            spec = InsertSpecs.of("preview", job.name(), job.statement(), job.options(), session);
        }
        Schema target = definitions.table(job.target()).orElseThrow().schema();
        return queries.sample(spec, target, limit, timer);
    }

    private Result.Table copy(JobDefinition job, JobBody.Copy copy, long limit) {
        CopySpec spec = copySpecs.of(
                "preview",
                job.statement(),
                job.options(),
                definitions.connection(copy.connection().name()).orElseThrow());
        try (Source source = spec.open(context.connector(spec.connector()))) {
            source.validate();
            CopyPreview.Sample sample =
                    CopyPreview.take(spec, source, job.options().get(JobOptions.START_FROM), context, limit);
            return queries.rows(sample.schema(), sample.batch(), limit, sample.notes());
        }
    }
}
