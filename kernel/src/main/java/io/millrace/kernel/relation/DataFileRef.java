package io.millrace.kernel.relation;

import static java.util.Objects.requireNonNull;

/**
 * A Parquet data file with field ids.
 *
 * @param path of a local file, without a scheme
 * @param positions rows of the file
 * @param seen what is to be seen of it
 */
public record DataFileRef(String path, RowPositions positions, Seen seen) {
    /** Which rows are to be seen. */
    public enum Seen {
        /** All but those at the positions. */
        OTHERS,
        /** Those at the positions alone. */
        POSITIONS
    }

    public DataFileRef {
        requireNonNull(path, "path is null");
        requireNonNull(positions, "positions is null");
        requireNonNull(seen, "seen is null");
    }

    /** @param deleted rows that are not to be seen */
    public DataFileRef(String path, RowPositions deleted) {
        this(path, deleted, Seen.OTHERS);
    }

    /** A file of which every row is to be seen. */
    public DataFileRef(String path) {
        this(path, RowPositions.NONE);
    }

    /** A file of which some rows alone are to be seen. */
    public static DataFileRef only(String path, RowPositions chosen) {
        return new DataFileRef(path, chosen, Seen.POSITIONS);
    }

    boolean isWhole() {
        return seen == Seen.OTHERS && positions == RowPositions.NONE;
    }
}
