package io.millrace.lake.commit;

import io.millrace.lake.deletes.DeletedPositions;
import java.util.List;
import org.apache.iceberg.Table;

/** Tells which rows a commit deletes. */
@FunctionalInterface
public interface RowDeletes {
    /** A commit that deletes none. */
    RowDeletes NONE = (table, branch) -> List.of();

    /**
     * The rows that are to go from exactly this state of a branch of the table; asked again when another commit came in between.
     *
     * @return for each data file at most one
     */
    List<DeletedPositions> find(Table table, String branch);
}
