package io.millrace.lake.write;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import io.millrace.lake.schema.SchemaEvolution;
import java.io.Serializable;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;

/**
 * All that a task needs to write files for a table, wherever it runs.
 *
 * @param table partitioning, properties and storage, without the catalog
 * @param evolution the schema to write with, and to widen
 * @param branch to which the files will be committed: {@code main} is what readers see
 */
public record WriteTarget(Table table, SchemaEvolution evolution, String branch) implements Serializable {
    public WriteTarget {
        requireNonNull(table, "table is null");
        requireNonNull(branch, "branch is null");
        requireNonNull(evolution, "evolution is null");
    }

    /** The table as of its last refresh. */
    public static WriteTarget of(LakeTable table) {
        return new WriteTarget(
                SerializableTable.copyOf(table.iceberg()),
                new SchemaEvolution(table.schema(), table.metadata().lastColumnId()),
                SnapshotRef.MAIN_BRANCH);
    }

    /** The same for files of another branch. */
    public WriteTarget on(String other) {
        return new WriteTarget(table, evolution, other);
    }

    /** The same table, to be written with a schema that another task has found. */
    public WriteTarget with(SchemaEvolution other) {
        return new WriteTarget(table, other, branch);
    }
}
