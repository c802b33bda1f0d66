package io.millrace.lake.maintain;

import io.millrace.lake.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.StrictMetricsEvaluator;
import org.apache.iceberg.io.CloseableIterable;

/** Takes whole files out of a table. Older snapshots still have them until {@link #forget}. */
public final class FileRemoval {
    /** How long a snapshot that still has what was removed is kept for those who read it. */
    private static final Duration GRACE = Duration.ofDays(1);

    private FileRemoval() {}

    /**
     * Removes the files of which every row fulfils a condition, as their statistics prove it; returns how many rows were
     * in them.
     */
    public static long removeWhere(LakeTable table, Expression condition) {
        if (table.refresh().metadata().currentSnapshot() == null) {
            return 0;
        }
        StrictMetricsEvaluator whole = new StrictMetricsEvaluator(table.schema(), condition);
        List<DataFile> removed = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.iceberg().newScan().filter(condition).includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                if (whole.eval(task.file())) {
                    removed.add(task.file());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (removed.isEmpty()) {
            return 0;
        }
        DeleteFiles delete = table.iceberg().newDelete();
        removed.forEach(delete::deleteFile);
        delete.commit();
        table.refresh();
        return removed.stream().mapToLong(DataFile::recordCount).sum();
    }

    /**
     * Deletes for good what was removed more than a day before {@code nowMillis}, with the snapshots that had it. The
     * table's current snapshot stays, and with it what it was the one to remove.
     */
    public static void forget(LakeTable table, long nowMillis) {
        TableMetadata metadata = table.refresh().metadata();
        long until = nowMillis - GRACE.toMillis();
        long removed = metadata.snapshots().stream()
                .filter(snapshot -> DataOperations.DELETE.equals(snapshot.operation()))
                .filter(snapshot ->
                        snapshot.snapshotId() != metadata.currentSnapshot().snapshotId())
                .mapToLong(Snapshot::timestampMillis)
                .filter(time -> time < until)
                .max()
                .orElse(Long.MIN_VALUE);
        if (removed > Long.MIN_VALUE) {
            table.iceberg()
                    .expireSnapshots()
                    .expireOlderThan(removed + 1)
                    .retainLast(1)
                    .commit();
            table.refresh();
        }
    }
}
