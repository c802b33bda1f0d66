package io.millrace.lake.scan;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.Committer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The files of a table in the order of their commits, followed as it grows: looking again costs what was committed
 * since, however old the table is. Used by one thread.
 */
public final class CommitLog {
    private final LakeTable table;
    private final List<ScannedFile> files = new ArrayList<>();
    private Optional<Long> seen = Optional.empty();
    private long knownFrom = Long.MAX_VALUE;

    public CommitLog(LakeTable table) {
        this.table = requireNonNull(table, "table is null");
    }

    /** The files that may hold rows of commits in {@code range}, of the table as it is now. */
    public TableScan files(CommitRange range) {
        Table iceberg = table.refresh().iceberg();
        Snapshot current = iceberg.currentSnapshot();
        if (current == null) {
            return new TableScan(iceberg.schema(), List.of());
        }
        if (range.fromMicros() < knownFrom || !isFollowable(iceberg, seen, current)) {
            readAll(range.fromMicros());
        } else if (seen.get() != current.snapshotId()) {
            files.addAll(ScanPlanner.appended(table, seen.get(), current.snapshotId())
                    .files());
        }
        seen = Optional.of(current.snapshotId());
        return new TableScan(iceberg.schema(), files).within(range);
    }

    /** Forgets files whose commits all lie before a time. */
    public void forgetBefore(long micros) {
        files.removeIf(file -> file.lastCommitMicros() < micros);
        knownFrom = Math.max(knownFrom, micros);
    }

    private void readAll(long from) {
        files.clear();
        files.addAll(
                ScanPlanner.plan(table, new CommitRange(from, Long.MAX_VALUE)).files());
        knownFrom = from;
    }

    /** Whether every snapshot since the last look is still there, and none took a data file away. */
    static boolean isFollowable(Table iceberg, Optional<Long> seen, Snapshot current) {
        if (seen.isEmpty() || iceberg.snapshot(seen.get()) == null) {
            return false;
        }
        if (!SnapshotUtil.isAncestorOf(iceberg, current.snapshotId(), seen.get())) {
            return false;
        }
        for (Snapshot snapshot : SnapshotUtil.ancestorsBetween(current.snapshotId(), seen.get(), iceberg::snapshot)) {
            boolean keeps = DataOperations.APPEND.equals(snapshot.operation())
                    || (snapshot.summary().containsKey(Committer.JOB)
                            && !snapshot.summary().containsKey(SnapshotSummary.DELETED_FILES_PROP));
            if (!keeps) {
                return false;
            }
        }
        return true;
    }
}
