package io.millrace.jobs.loop;

import io.millrace.jobs.engine.Engine;
import io.millrace.jobs.engine.Engine.TaskFuture;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskResult;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.lake.commit.CommitOutcome;
import io.millrace.lake.commit.SchemaDifference;
import io.millrace.lake.keys.ChangedKeys;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.stats.SketchBlob;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.source.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.io.FileIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run whose tasks are executing or done. */
final class RunInFlight {
    private static final Logger LOG = LoggerFactory.getLogger(RunInFlight.class);

    private final Position from;
    private final RunKey key;
    private final PlannedRun plan;
    private final Instant planned;
    private final Engine engine;
    private final Runnable wakeup;
    private final List<TaskFuture> futures = new ArrayList<>();
    private final WriteTarget target;
    private boolean ownsFiles = true;

    RunInFlight(
            Position from,
            RunKey key,
            PlannedRun plan,
            WriteTarget target,
            Instant planned,
            Engine engine,
            Runnable wakeup) {
        this.from = from;
        this.key = key;
        this.plan = plan;
        this.target = target;
        this.planned = planned;
        this.engine = engine;
        this.wakeup = wakeup;
        List<Task> tasks = plan.tasks().apply(target);
        (plan.isLed() ? tasks.subList(0, 1) : tasks).forEach(task -> futures.add(submit(task)));
    }

    Position from() {
        return from;
    }

    RunKey key() {
        return key;
    }

    PlannedRun plan() {
        return plan;
    }

    Instant planned() {
        return planned;
    }

    boolean isDone() {
        return futures.stream().allMatch(TaskFuture::isDone);
    }

    void cancel() {
        futures.forEach(TaskFuture::cancel);
    }

    /**
     * The schema that all tasks agree on. Tasks of one run discover on their own; those that went another way than the
     * first are started again with what it found, and the result is empty until they are done; so it is when a leading task
     * is done and the others start.
     *
     * @throws RuntimeException what a task threw
     */
    Optional<SchemaEvolution> agree() {
        List<TaskResult> results = results();
        if (plan.isLed() && startOthers(results)) {
            return Optional.empty();
        }
        SchemaEvolution widest = target.evolution();
        for (TaskResult result : results) {
            if (SchemaDifference.isWiderOrEqual(result.evolution().schema(), widest.schema())) {
                widest = result.evolution();
            }
        }

        List<Task> again = null;
        for (int i = 0; i < results.size(); i++) {
            if (!SchemaDifference.isWiderOrEqual(
                    widest.schema(), results.get(i).evolution().schema())) {
                again = again != null ? again : plan.tasks().apply(target.with(widest));
                delete(results.get(i));
                futures.set(i, submit(again.get(i)));
            }
        }
        return again == null ? Optional.of(widest) : Optional.empty();
    }

    /** Starts the tasks after the leading one, unless they have been started; whether there are any to wait for. */
    private boolean startOthers(List<TaskResult> results) {
        List<Task> tasks = plan.tasks().apply(target.with(results.get(0).evolution()));
        boolean start = results.size() < tasks.size();
        tasks.subList(results.size(), tasks.size()).forEach(task -> futures.add(submit(task)));
        return start;
    }

    List<DataFile> files() {
        return results().stream().flatMap(result -> result.files().stream()).toList();
    }

    long fileBytes() {
        return files().stream().mapToLong(DataFile::fileSizeInBytes).sum();
    }

    List<DataFile> rejectFiles() {
        return results().stream()
                .flatMap(result -> result.rejectFiles().stream())
                .toList();
    }

    List<SketchBlob> sketches() {
        return results().stream().flatMap(result -> result.sketches().stream()).toList();
    }

    /** The keys whose rows are to be replaced. */
    List<ChangedKeys> changed() {
        return results().stream().flatMap(result -> result.changed().stream()).toList();
    }

    Counts counts() {
        return results().stream().map(TaskResult::counts).reduce(Counts.NONE, Counts::plus);
    }

    /** Attempts the commit; unless it is refused, tables may refer to the files from now on. */
    CommitOutcome publish(Supplier<CommitOutcome> commit) {
        ownsFiles = false;
        CommitOutcome outcome = commit.get();
        ownsFiles = !(outcome instanceof CommitOutcome.Committed);
        return outcome;
    }

    /**
     * Deletes what the tasks wrote, if they are done, and no table may refer to; a cancelled task deletes its files itself.
     */
    void deleteFiles() {
        if (isDone()) {
            for (TaskFuture future : futures) {
                try {
                    delete(future.result());
                } catch (RuntimeException e) {
                    LOG.debug("A task of an abandoned run has no files to delete", e);
                }
            }
        }
    }

    private void delete(TaskResult result) {
        if (ownsFiles) {
            FileIO io = target.table().io();
            result.files().forEach(file -> io.deleteFile(file.location()));
            result.rejectFiles().forEach(file -> io.deleteFile(file.location()));
        }
    }

    private List<TaskResult> results() {
        return futures.stream().map(TaskFuture::result).toList();
    }

    private TaskFuture submit(Task task) {
        TaskFuture future = engine.submit(task);
        future.whenDone(wakeup);
        return future;
    }
}
