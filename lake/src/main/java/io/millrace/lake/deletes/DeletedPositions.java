package io.millrace.lake.deletes;

import static java.util.Objects.requireNonNull;

import org.apache.iceberg.DataFile;
import org.apache.iceberg.deletes.PositionDeleteIndex;

/**
 * Rows of one data file that a commit deletes.
 *
 * @param before those that are deleted already
 * @param positions the others, each once, in any order
 */
public record DeletedPositions(DataFile file, PositionDeleteIndex before, Positions positions) {
    public DeletedPositions {
        requireNonNull(file, "file is null");
        requireNonNull(before, "before is null");
        requireNonNull(positions, "positions is null");
    }
}
