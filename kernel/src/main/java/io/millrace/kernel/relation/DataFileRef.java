package io.millrace.kernel.relation;

import static java.util.Objects.requireNonNull;

/**
 * A Parquet data file with field ids.
 *
 * @param path of a local file, without a scheme
 * @param deleted rows that are not to be seen
 */
public record DataFileRef(String path, RowPositions deleted) {
    public DataFileRef {
        requireNonNull(path, "path is null");
        requireNonNull(deleted, "deleted is null");
    }

    /** A file of which every row is to be seen. */
    public DataFileRef(String path) {
        this(path, RowPositions.NONE);
    }

    boolean hasDeleted() {
        return deleted != RowPositions.NONE;
    }
}
