package io.millrace.jobs.stats;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.task.RelationScan;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.jobs.task.TaskResult;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.kernel.BatchCursor;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.stats.TableSketcher;
import io.millrace.spi.batch.Batch;
import java.util.List;
import java.util.Optional;

/**
 * Reads files of a table once more for the sketches of their rows, and writes nothing.
 *
 * @param evolution the table's schema, which has all columns of the files
 */
record SketchTask(TaskRelation relation, SchemaEvolution evolution) implements Task {
    private static final String ROWS = "SELECT *, $event_time AS _event_time, $commit_time AS _commit_time FROM t";

    SketchTask {
        requireNonNull(relation, "relation is null");
        requireNonNull(evolution, "evolution is null");
    }

    @Override
    public TaskResult execute(TaskContext context) throws InterruptedException {
        TableSketcher sketcher = new TableSketcher();
        SchemaEvolution schema = evolution.copy();
        Conformer conformer = new Conformer(schema);
        long rows = 0;
        try (RelationScan scan = RelationScan.open(relation, "statistics", ROWS, context)) {
            BatchCursor cursor = scan.cursor();
            for (Optional<Batch> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                sketcher.add(conformer.conform(next.get()), schema.schema());
                rows += next.get().rows();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        return new TaskResult(List.of(), List.of(), evolution, Counts.of(rows, 0, 0), sketcher.finish());
    }
}
