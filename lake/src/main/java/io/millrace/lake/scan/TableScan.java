package io.millrace.lake.scan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.iceberg.Schema;

/**
 * The files of one state of a table.
 *
 * @param schema of that state
 * @param files Parquet files with field ids
 * @param records in these files, before any filter on rows
 * @param bytes of these files
 */
public record TableScan(Schema schema, List<String> files, long records, long bytes) {
    public TableScan {
        requireNonNull(schema, "schema is null");
        files = List.copyOf(files);
    }
}
