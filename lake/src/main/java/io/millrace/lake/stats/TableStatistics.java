package io.millrace.lake.stats;

import io.millrace.lake.LakeTable;
import io.millrace.lake.scan.ScanPlanner;
import io.millrace.lake.scan.TableScan;
import io.millrace.lake.scan.TableVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The statistics of a table, kept as it grows: every commit adds the sketches of its tasks, now and then all is written
 * to a Puffin file, and after a restart only what was committed since that is sketched once more. A snapshot is counted
 * once, whichever way its rows came in. Safe for many threads.
 */
public final class TableStatistics {
    private static final int COMMITS_BETWEEN_FILES = 50;
    private static final long MICROS_BETWEEN_FILES = 300_000_000L;

    /** A table without statistics that has more rows than this is not read whole to get some. */
    private static final long REBUILT_ROWS = 5_000_000;

    private TableSummary summary = new TableSummary();
    private Optional<Long> covered = Optional.empty();
    private final Set<Long> readBack = new HashSet<>();
    private int rebuilding;
    private int unwritten;
    private long writtenMicros = Long.MIN_VALUE;

    /**
     * Goes on from the table's last Puffin file, or from what is known already.
     *
     * @return the files whose rows are not in the statistics: sketch them and call {@link #rebuilt}, or {@link
     *     #notRebuilt}; nothing is written before. None if nothing is missing.
     */
    public synchronized TableScan catchUp(LakeTable table) {
        Table iceberg = table.refresh().iceberg();
        Snapshot current = iceberg.currentSnapshot();
        if (current == null) {
            return new TableScan(iceberg.schema(), List.of());
        }
        if (covered.isEmpty()) {
            StatisticsFiles.read(table).ifPresent(stored -> {
                summary = stored.summary();
                covered = Optional.of(stored.snapshotId());
            });
        }
        TableScan missing = missing(table, iceberg, current);
        covered = Optional.of(current.snapshotId());
        if (!missing.files().isEmpty()) {
            rebuilding++;
        }
        return missing;
    }

    private TableScan missing(LakeTable table, Table iceberg, Snapshot current) {
        long now = current.snapshotId();
        if (covered.isPresent() && iceberg.snapshot(covered.get()) != null) {
            long from = covered.get();
            if (SnapshotUtil.isAncestorOf(iceberg, now, from)) {
                SnapshotUtil.ancestorIdsBetween(now, from, iceberg::snapshot).forEach(readBack::add);
                return from == now ? nothing(iceberg) : ScanPlanner.appended(table, from, now);
            }
        }
        SnapshotUtil.ancestorIds(current, iceberg::snapshot).forEach(readBack::add);
        TableScan all = ScanPlanner.plan(table, new TableVersion.Current());
        if (all.records() > REBUILT_ROWS) {
            return nothing(iceberg);
        }
        summary = new TableSummary();
        return all;
    }

    private static TableScan nothing(Table iceberg) {
        return new TableScan(iceberg.schema(), List.of());
    }

    /** Adds the rows of files that {@link #catchUp} told. */
    public synchronized void rebuilt(List<SketchBlob> blobs) {
        rebuilding--;
        unwritten++;
        summary.add(blobs);
    }

    /** The rows stay out of the statistics; {@link #rows} tells how many are in. */
    public synchronized void notRebuilt() {
        rebuilding--;
    }

    /** Adds the sketches of a commit's tasks; called in the order of the commits. */
    public synchronized void committed(long snapshotId, List<SketchBlob> blobs) {
        if (!readBack.contains(snapshotId)) {
            summary.add(blobs);
            covered = Optional.of(snapshotId);
            unwritten++;
        }
    }

    /** Writes a Puffin file if the last one is old; called in turn with the commits. */
    public synchronized void writeIfDue(LakeTable table, long nowMicros) {
        writtenMicros = writtenMicros == Long.MIN_VALUE ? nowMicros : writtenMicros;
        if (unwritten >= COMMITS_BETWEEN_FILES || nowMicros - writtenMicros >= MICROS_BETWEEN_FILES) {
            writtenMicros = nowMicros;
            write(table);
        }
    }

    /** Writes a Puffin file if there is anything new in it. */
    public synchronized void write(LakeTable table) {
        if (unwritten == 0 || rebuilding > 0 || covered.isEmpty()) {
            return;
        }
        Snapshot snapshot = table.refresh().iceberg().snapshot(covered.get());
        if (snapshot != null) {
            StatisticsFiles.write(table, summary, snapshot);
            unwritten = 0;
        }
    }

    /** Reads the last Puffin file, without its being known what was committed since; for a process that only looks. */
    public static TableStatistics stored(LakeTable table) {
        TableStatistics statistics = new TableStatistics();
        StatisticsFiles.read(table).ifPresent(stored -> statistics.summary = stored.summary());
        return statistics;
    }

    /** How many rows the statistics tell of. */
    public synchronized long rows() {
        return summary.rows();
    }

    /** What the sketches tell of a column; empty if it never had a value. */
    public synchronized Optional<ColumnFacts> facts(int id, Type type) {
        return summary.find(id).filter(column -> column.values() > 0).map(column -> FactsReader.read(column, type));
    }

    /** How many events happened in the span that begins at each time, microseconds since 1970. */
    public synchronized SortedMap<Long, Long> events() {
        return new TreeMap<>(summary.events().counts());
    }

    /** The width of the spans of {@link #events}. */
    public synchronized long eventSpanMicros() {
        return summary.events().widthMicros();
    }
}
