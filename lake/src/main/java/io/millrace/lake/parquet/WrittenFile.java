package io.millrace.lake.parquet;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.iceberg.Metrics;

/**
 * A file that is complete: what Iceberg's {@code DataFile} wants to know of it.
 *
 * @param length in bytes
 * @param metrics row count, and by field id: sizes, counts and bounds
 * @param splitOffsets where each row group begins, ascending
 */
public record WrittenFile(long length, Metrics metrics, List<Long> splitOffsets) {
    public WrittenFile {
        requireNonNull(metrics, "metrics is null");
        splitOffsets = List.copyOf(splitOffsets);
    }
}
