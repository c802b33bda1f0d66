package io.millrace.jobs.copy;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.distinct.SeenBefore;
import io.millrace.jobs.loop.RunKey;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskResult;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import java.util.List;

/**
 * Reads ranges of a source, decodes them and writes the rows.
 *
 * @param ordinal of the task within its run
 * @param before what the run builds on if repeated rows are dropped
 */
record CopyTask(
        CopySpec spec,
        RunKey run,
        int ordinal,
        List<SplitRange> ranges,
        WriteTarget target,
        WriteTarget rejects,
        SeenBefore before)
        implements Task {
    CopyTask {
        requireNonNull(spec, "spec is null");
        requireNonNull(run, "run is null");
        ranges = List.copyOf(ranges);
    }

    @Override
    public TaskResult execute(TaskContext context) throws InterruptedException {
        Source source = source(context);
        try (Landing landing = new Landing(this, context);
                CopyPipeline pipeline = new CopyPipeline(this, context, landing);
                PayloadReader reader = open(source)) {
            pipeline.run(reader);
            return landing.finish(pipeline.counts());
        }
    }

    Source source(TaskContext context) {
        return context.source(spec.jobId(), () -> spec.open(context.connector(spec.connector())));
    }

    /** The start of the names of the files of an execution. */
    String filePrefix(TaskContext context) {
        return spec.jobId() + "-" + run.number() + "-" + run.attempt() + "-" + ordinal + "-" + context.execution();
    }

    private PayloadReader open(Source source) {
        synchronized (source) {
            return source.read(ranges);
        }
    }
}
