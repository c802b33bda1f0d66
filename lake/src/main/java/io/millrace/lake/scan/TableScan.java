package io.millrace.lake.scan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.iceberg.Schema;

/**
 * The files of one state of a table.
 *
 * @param schema of that state
 * @param files Parquet files with field ids
 */
public record TableScan(Schema schema, List<ScannedFile> files) {
    public TableScan {
        requireNonNull(schema, "schema is null");
        files = List.copyOf(files);
    }

    /** Rows in the files, before any filter. */
    public long records() {
        return files.stream().mapToLong(ScannedFile::records).sum();
    }

    public long bytes() {
        return files.stream().mapToLong(ScannedFile::bytes).sum();
    }

    /** The files that may hold rows of commits in {@code range}. */
    public TableScan within(CommitRange range) {
        return new TableScan(
                schema,
                files.stream()
                        .filter(file -> file.lastCommitMicros() >= range.fromMicros()
                                && file.firstCommitMicros() < range.toMicros())
                        .toList());
    }
}
