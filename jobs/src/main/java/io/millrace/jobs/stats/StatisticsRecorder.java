package io.millrace.jobs.stats;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.engine.Engine;
import io.millrace.jobs.engine.Engine.TaskFuture;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.lake.LakeTable;
import io.millrace.lake.scan.TableScan;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.stats.SketchBlob;
import io.millrace.lake.stats.TableStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the statistics of a job's target up to date. Whatever goes wrong here stops no job: it costs statistics. */
public final class StatisticsRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(StatisticsRecorder.class);

    private final Optional<TableStatistics> statistics;
    private final LakeTable table;
    private final Engine engine;
    private CompletableFuture<Void> rebuilt = CompletableFuture.completedFuture(null);

    /** @param statistics of the table, shared by all jobs that write to it; empty to keep none */
    public StatisticsRecorder(Optional<TableStatistics> statistics, LakeTable table, Engine engine) {
        this.statistics = requireNonNull(statistics, "statistics is null");
        this.table = requireNonNull(table, "table is null");
        this.engine = requireNonNull(engine, "engine is null");
    }

    /** Finds what was committed without having been recorded, and has it sketched beside the runs. */
    public void catchUp() {
        attempt(known -> {
            TableScan missing = known.catchUp(table);
            if (!missing.files().isEmpty()) {
                rebuild(known, missing);
            }
        });
    }

    /** Adds a run that is committed, in turn. */
    public void committed(long snapshotId, List<SketchBlob> sketches, long commitMicros) {
        attempt(known -> {
            known.committed(snapshotId, sketches);
            known.writeIfDue(table, commitMicros);
        });
    }

    /** Writes what is not written yet. */
    public void flush() {
        attempt(known -> known.write(table));
    }

    /** Writes what is not written yet, once rows that are being read back are counted in, if that takes no longer than a grace. */
    public void close(Duration grace) {
        try {
            rebuilt.get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn(
                    "Statistics of {} are read back too slowly to be kept; the next start does it again", table.name());
            return;
        }
        flush();
    }

    private void rebuild(TableStatistics known, TableScan missing) {
        TaskRelation relation = new TaskRelation(missing.schema(), missing.files(), table.io());
        SchemaEvolution schema =
                new SchemaEvolution(table.schema(), table.metadata().lastColumnId());
        try {
            TaskFuture future = engine.submit(new SketchTask(relation, schema));
            CompletableFuture<Void> done = new CompletableFuture<>();
            rebuilt = CompletableFuture.allOf(rebuilt, done);
            future.whenDone(() -> {
                take(known, future);
                done.complete(null);
            });
        } catch (RuntimeException e) {
            known.notRebuilt();
            throw e;
        }
    }

    private void take(TableStatistics known, TaskFuture future) {
        List<SketchBlob> sketches;
        try {
            sketches = future.result().sketches();
        } catch (RuntimeException e) {
            LOG.warn("Cannot read back rows of {} for its statistics, which go on without them", table.name(), e);
            known.notRebuilt();
            return;
        }
        known.rebuilt(sketches);
    }

    private interface Step {
        void take(TableStatistics known);
    }

    private void attempt(Step step) {
        try {
            statistics.ifPresent(step::take);
        } catch (RuntimeException e) {
            LOG.warn("Cannot keep the statistics of {}", table.name(), e);
        }
    }
}
