package io.millrace.lake.scan;

import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.TableName;
import io.millrace.lake.storage.LakeFileIO;
import io.millrace.lake.storage.LocalFileIO;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Plans which files a query or a run reads; every statement reads one snapshot, whatever is committed meanwhile. */
public final class ScanPlanner {
    private ScanPlanner() {}

    /** All files of a version of the table. */
    public static TableScan plan(LakeTable table, TableVersion version) {
        Table iceberg = table.refresh().iceberg();
        org.apache.iceberg.TableScan scan = iceberg.newScan();
        if (version instanceof TableVersion.AsOf asOf) {
            scan = scan.useSnapshot(snapshotAsOf(iceberg, table.name(), asOf.instant()));
        } else if (version instanceof TableVersion.AtSnapshot at) {
            if (iceberg.snapshot(at.snapshotId()) == null) {
                throw new MillraceException(
                                ErrorCode.INVALID_QUERY,
                                "Cannot find snapshot of " + table.name() + ": " + at.snapshotId())
                        .withHint("snapshots kept: " + kept(iceberg));
            }
            scan = scan.useSnapshot(at.snapshotId());
        }
        return files(table.name(), scan, scan.schema());
    }

    /** The files that hold rows of commits in {@code range}; older files are pruned by their statistics. */
    public static TableScan plan(LakeTable table, CommitRange range) {
        Table iceberg = table.refresh().iceberg();
        org.apache.iceberg.TableScan scan = iceberg.newScan()
                .filter(Expressions.and(
                        Expressions.greaterThanOrEqual(SystemColumns.COMMIT_TIME, range.fromMicros()),
                        Expressions.lessThan(SystemColumns.COMMIT_TIME, range.toMicros())));
        return files(table.name(), scan, iceberg.schema());
    }

    private static TableScan files(TableName name, org.apache.iceberg.TableScan scan, Schema schema) {
        return new TableScan(schema, files(name, scan.includeColumnStats().planFiles(), schema));
    }

    /** The files that snapshots after one, up to another, appended. */
    public static TableScan appended(LakeTable table, long after, long upTo) {
        Table iceberg = table.iceberg();
        List<ScannedFile> files = files(
                table.name(),
                iceberg.newIncrementalAppendScan()
                        .fromSnapshotExclusive(after)
                        .toSnapshot(upTo)
                        .includeColumnStats()
                        .planFiles(),
                iceberg.schema());
        return new TableScan(iceberg.schema(), files);
    }

    private static List<ScannedFile> files(TableName name, CloseableIterable<FileScanTask> planned, Schema schema) {
        NestedField commitTime = schema.findField(SystemColumns.COMMIT_TIME);
        int commitTimeId = commitTime == null ? -1 : commitTime.fieldId();
        List<ScannedFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = planned) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new MillraceException(
                                    ErrorCode.NOT_YET_AVAILABLE, "Cannot read rows deleted by another engine: " + name)
                            .withHint("compact the table with the engine that deleted the rows");
                }
                files.add(scanned(task.file(), commitTimeId));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static ScannedFile scanned(DataFile file, int commitTimeId) {
        return new ScannedFile(
                LakeFileIO.isLocal(file.location())
                        ? LocalFileIO.path(file.location()).toString()
                        : file.location(),
                file.recordCount(),
                file.fileSizeInBytes(),
                bound(file.lowerBounds(), commitTimeId, Long.MIN_VALUE),
                bound(file.upperBounds(), commitTimeId, Long.MAX_VALUE));
    }

    private static long bound(Map<Integer, ByteBuffer> bounds, int id, long unknown) {
        ByteBuffer bound = bounds == null ? null : bounds.get(id);
        return bound == null ? unknown : Conversions.<Long>fromByteBuffer(Types.TimestampType.withZone(), bound);
    }

    private static long snapshotAsOf(Table table, TableName name, Instant instant) {
        long found = -1;
        for (Snapshot snapshot : table.snapshots()) {
            if (snapshot.timestampMillis() <= instant.toEpochMilli()) {
                found = snapshot.snapshotId();
            }
        }
        if (found < 0) {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY, "Cannot find a snapshot of " + name + " as old as: " + instant)
                    .withHint("snapshots kept: " + kept(table));
        }
        return found;
    }

    private static String kept(Table table) {
        List<String> kept = new ArrayList<>();
        for (Snapshot snapshot : table.snapshots()) {
            kept.add(snapshot.snapshotId() + " at " + Instant.ofEpochMilli(snapshot.timestampMillis()));
        }
        return kept.isEmpty() ? "none" : kept.get(0) + " to " + kept.get(kept.size() - 1);
    }
}
