package io.millrace.kernel.relation;

import static java.util.Objects.requireNonNull;

/**
 * A Parquet data file with field ids.
 *
 * @param path of a local file, without a scheme
 */
public record DataFileRef(String path) {
    public DataFileRef {
        requireNonNull(path, "path is null");
    }
}
