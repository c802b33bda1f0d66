package io.millrace.jobs.loop;

import io.millrace.lake.deletes.DeletedPositions;
import io.millrace.lake.keys.ChangedKeys;
import java.util.List;
import org.apache.iceberg.Table;

/** Finds rows by their keys. */
@FunctionalInterface
public interface RowLookup {
    /** The rows of exactly this state of a branch of the table that have one of the keys and are not deleted. */
    List<DeletedPositions> find(Table table, String branch, ChangedKeys keys);
}
