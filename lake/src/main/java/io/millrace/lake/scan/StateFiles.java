package io.millrace.lake.scan;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The files of a table whose rows are partial states, each as of a time, and merged ones: all that came before and at their
 * time in one row for each key. A file has rows of one sort only, and merged rows of one time.
 *
 * @param schema of the table
 */
public record StateFiles(Schema schema, List<StateFile> files) {
    /** When a row is the state of. */
    public static final String AS_OF = "_as_of";

    /** TRUE in merged rows. */
    public static final String MERGED = "_merged";

    /**
     * @param firstMicros the least time of its rows, microseconds since 1970
     * @param lastMicros the greatest
     */
    public record StateFile(ScannedFile file, long firstMicros, long lastMicros, boolean merged) {
        public StateFile {
            requireNonNull(file, "file is null");
        }
    }

    public StateFiles {
        requireNonNull(schema, "schema is null");
        files = List.copyOf(files);
    }

    /** The files of the table as it is now. */
    public static StateFiles of(LakeTable table) {
        Table iceberg = table.refresh().iceberg();
        Schema schema = iceberg.schema();
        List<StateFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                iceberg.newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                files.add(state(task.file(), schema));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StateFiles(schema, files);
    }

    private static StateFile state(DataFile file, Schema schema) {
        NestedField asOf = schema.findField(AS_OF);
        NestedField merged = schema.findField(MERGED);
        return new StateFile(
                ScanPlanner.scanned(
                        file, schema.findField(SystemColumns.COMMIT_TIME).fieldId(), List.of()),
                bound(file.lowerBounds(), asOf, Long.MIN_VALUE),
                bound(file.upperBounds(), asOf, Long.MAX_VALUE),
                nulls(file, merged) < file.recordCount());
    }

    /** The time of the last merged rows at a time or before it; 0 if there are none. */
    public long base(long micros) {
        return files.stream()
                .filter(file -> file.merged() && file.lastMicros() <= micros)
                .mapToLong(StateFile::lastMicros)
                .max()
                .orElse(0);
    }

    /** The files that tell the states before {@code end}: those merged at {@code base}, and all partial ones since. */
    public List<ScannedFile> since(long base, long end) {
        return files.stream()
                .filter(file -> file.merged()
                        ? file.lastMicros() == base
                        : file.lastMicros() > base && file.firstMicros() < end)
                .map(StateFile::file)
                .toList();
    }

    /** How many rows were merged at {@code base}. */
    public long merged(long base) {
        return files.stream()
                .filter(file -> file.merged() && file.lastMicros() == base)
                .mapToLong(file -> file.file().records())
                .sum();
    }

    /** How many partial rows there are since {@code base}. */
    public long partial(long base) {
        return files.stream()
                .filter(file -> !file.merged() && file.lastMicros() > base)
                .mapToLong(file -> file.file().records())
                .sum();
    }

    private static long nulls(DataFile file, NestedField field) {
        Map<Integer, Long> counts = file.nullValueCounts();
        return counts == null ? 0 : counts.getOrDefault(field.fieldId(), file.recordCount());
    }

    private static long bound(Map<Integer, ByteBuffer> bounds, NestedField field, long unknown) {
        ByteBuffer bound = bounds == null ? null : bounds.get(field.fieldId());
        return bound == null ? unknown : Conversions.<Long>fromByteBuffer(Types.TimestampType.withZone(), bound);
    }
}
