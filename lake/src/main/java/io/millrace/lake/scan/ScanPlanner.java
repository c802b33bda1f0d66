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
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SnapshotUtil;

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
        return files(scan, scan.schema(), Deletes.APPLIED);
    }

    /**
     * The files that hold rows of commits in {@code range}, as they were committed, with what was deleted since; older files
     * are pruned by their statistics.
     */
    public static TableScan plan(LakeTable table, CommitRange range) {
        Table iceberg = table.refresh().iceberg();
        org.apache.iceberg.TableScan scan = iceberg.newScan()
                .filter(Expressions.and(
                        Expressions.greaterThanOrEqual(SystemColumns.COMMIT_TIME, range.fromMicros()),
                        Expressions.lessThan(SystemColumns.COMMIT_TIME, range.toMicros())));
        return files(scan, iceberg.schema(), Deletes.IGNORED);
    }

    /**
     * The files that may hold rows with events from a time on, or that were committed from a time on; of commits before {@code
     * until}, as they were committed.
     */
    public static List<EventFile> events(LakeTable table, long fromEvent, long since, long until) {
        Table iceberg = table.refresh().iceberg();
        Schema schema = iceberg.schema();
        NestedField event = schema.findField(SystemColumns.EVENT_TIME);
        Expression recent = Expressions.greaterThanOrEqual(SystemColumns.COMMIT_TIME, since);
        Expression wanted = event == null
                ? recent
                : Expressions.or(Expressions.greaterThanOrEqual(SystemColumns.EVENT_TIME, fromEvent), recent);
        org.apache.iceberg.TableScan scan = iceberg.newScan()
                .filter(Expressions.and(wanted, Expressions.lessThan(SystemColumns.COMMIT_TIME, until)))
                .includeColumnStats();
        int commitTimeId = commitTimeId(schema);
        List<EventFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
            for (FileScanTask task : tasks) {
                DataFile file = task.file();
                boolean allKnown = event != null
                        && file.nullValueCounts() != null
                        && file.nullValueCounts().getOrDefault(event.fieldId(), file.recordCount()) == 0;
                files.add(new EventFile(
                        scanned(file, commitTimeId, List.of()),
                        allKnown ? bound(file.lowerBounds(), event.fieldId(), Long.MIN_VALUE) : Long.MIN_VALUE,
                        event == null ? Long.MIN_VALUE : bound(file.upperBounds(), event.fieldId(), Long.MIN_VALUE)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** What becomes of rows that were deleted. */
    private enum Deletes {
        APPLIED,
        IGNORED
    }

    private static TableScan files(org.apache.iceberg.TableScan scan, Schema schema, Deletes deletes) {
        int commitTimeId = commitTimeId(schema);
        List<ScannedFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = scan.includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                files.add(scanned(task.file(), commitTimeId, deletes == Deletes.APPLIED ? task.deletes() : List.of()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TableScan(schema, files);
    }

    /** The files that snapshots after one, up to another, added, as they were committed. */
    public static TableScan appended(LakeTable table, long after, long upTo) {
        Table iceberg = table.iceberg();
        int commitTimeId = commitTimeId(iceberg.schema());
        List<ScannedFile> files = new ArrayList<>();
        added(iceberg, after, upTo).forEach(file -> files.add(scanned(file, commitTimeId, List.of())));
        return new TableScan(iceberg.schema(), files);
    }

    /** The files that snapshots after one, up to another, added. */
    static List<DataFile> added(Table iceberg, long after, long upTo) {
        List<DataFile> files = new ArrayList<>();
        for (Snapshot snapshot : SnapshotUtil.ancestorsBetween(upTo, after, iceberg::snapshot)) {
            SnapshotChanges changes =
                    SnapshotChanges.builderFor(iceberg).snapshot(snapshot).build();
            changes.addedDataFiles().forEach(files::add);
        }
        return files;
    }

    static int commitTimeId(Schema schema) {
        NestedField commitTime = schema.findField(SystemColumns.COMMIT_TIME);
        return commitTime == null ? -1 : commitTime.fieldId();
    }

    static ScannedFile scanned(DataFile file, int commitTimeId, List<DeleteFile> deletes) {
        return new ScannedFile(
                LakeFileIO.isLocal(file.location())
                        ? LocalFileIO.path(file.location()).toString()
                        : file.location(),
                file.recordCount(),
                file.fileSizeInBytes(),
                bound(file.lowerBounds(), commitTimeId, Long.MIN_VALUE),
                bound(file.upperBounds(), commitTimeId, Long.MAX_VALUE),
                deletes);
    }

    private static long bound(Map<Integer, ByteBuffer> bounds, int id, long unknown) {
        ByteBuffer bound = bounds == null ? null : bounds.get(id);
        return bound == null ? unknown : Conversions.<Long>fromByteBuffer(Types.TimestampType.withZone(), bound);
    }

    private static long snapshotAsOf(Table table, TableName name, Instant instant) {
        long found = -1;
        for (HistoryEntry entry : table.history()) {
            if (entry.timestampMillis() <= instant.toEpochMilli() && table.snapshot(entry.snapshotId()) != null) {
                found = entry.snapshotId();
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
        for (HistoryEntry entry : table.history()) {
            kept.add(entry.snapshotId() + " at " + Instant.ofEpochMilli(entry.timestampMillis()));
        }
        return kept.isEmpty() ? "none" : kept.get(0) + " to " + kept.get(kept.size() - 1);
    }
}
