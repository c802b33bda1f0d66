package io.millrace.lake.scan;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The files of a table, each with the range of a time in its rows, followed as the table grows: looking again costs what was
 * committed since. Used by one thread.
 */
public final class TimeLog {
    private final LakeTable table;
    private final String first;
    private final String last;
    private Optional<Long> seen = Optional.empty();

    /**
     * A file as it was committed.
     *
     * @param first the least time of its rows, microseconds since 1970; greater than {@code last} if no row has one
     * @param last the greatest
     */
    public record TimedFile(ScannedFile file, long first, long last) implements Serializable {
        public TimedFile {
            requireNonNull(file, "file is null");
        }

        /** Whether it may have rows of a time in {@code [from, to)}. */
        public boolean overlaps(long from, long to) {
            return first < to && last >= from;
        }
    }

    /**
     * @param first the column of the times that count for the least one
     * @param last the column for the greatest one
     */
    public TimeLog(LakeTable table, String first, String last) {
        this.table = requireNonNull(table, "table is null");
        this.first = requireNonNull(first, "first is null");
        this.last = requireNonNull(last, "last is null");
    }

    /**
     * The files that were added since the last look. Empty if that cannot be told, as at the first look: then {@link #each}
     * tells all files that are there now.
     */
    public Optional<List<TimedFile>> look() {
        Table iceberg = table.refresh().iceberg();
        Snapshot current = iceberg.currentSnapshot();
        if (current == null) {
            return Optional.of(List.of());
        }
        Optional<Long> before = seen;
        seen = Optional.of(current.snapshotId());
        if (!CommitLog.isFollowable(iceberg, before, current)) {
            return Optional.empty();
        }
        List<TimedFile> files = new ArrayList<>();
        if (before.get() != current.snapshotId()) {
            ScanPlanner.added(iceberg, before.get(), current.snapshotId())
                    .forEach(file -> files.add(timed(file, iceberg.schema())));
        }
        return Optional.of(files);
    }

    /** All files that were there at the last look; may be asked for more than once. */
    public void each(Consumer<TimedFile> files) {
        if (seen.isEmpty()) {
            return;
        }
        Table iceberg = table.iceberg();
        try (CloseableIterable<FileScanTask> tasks =
                iceberg.newScan().useSnapshot(seen.get()).includeColumnStats().planFiles()) {
            tasks.forEach(task -> files.accept(timed(task.file(), iceberg.schema())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TimedFile timed(DataFile file, Schema schema) {
        ScannedFile scanned = ScanPlanner.scanned(file, ScanPlanner.commitTimeId(schema), List.of());
        NestedField from = schema.findField(first);
        NestedField to = schema.findField(last);
        if (from == null || to == null || isEmpty(file, from) || isEmpty(file, to)) {
            return new TimedFile(scanned, Long.MAX_VALUE, Long.MIN_VALUE);
        }
        return new TimedFile(scanned, bound(file.lowerBounds(), from, file), bound(file.upperBounds(), to, file));
    }

    private static boolean isEmpty(DataFile file, NestedField field) {
        Map<Integer, Long> values = file.valueCounts();
        Map<Integer, Long> nulls = file.nullValueCounts();
        return values != null
                && (!values.containsKey(field.fieldId())
                        || (nulls != null && values.get(field.fieldId()).equals(nulls.get(field.fieldId()))));
    }

    private long bound(Map<Integer, ByteBuffer> bounds, NestedField field, DataFile file) {
        ByteBuffer bound = bounds == null ? null : bounds.get(field.fieldId());
        if (bound == null) {
            throw new MillraceException(
                            ErrorCode.SOURCE_SCHEMA_CHANGED,
                            "Cannot tell the times of %s in %s: data file %s has no bounds of it"
                                    .formatted(field.name(), table.name(), file.location()))
                    .withHint("rewrite the file with statistics of its columns");
        }
        return Conversions.<Long>fromByteBuffer(Types.TimestampType.withZone(), bound);
    }
}
