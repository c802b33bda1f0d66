package io.millrace.kernel.relation;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.batch.Batch;
import java.util.Set;
import org.apache.iceberg.Schema;

/**
 * Rows in memory, such as those of a system table.
 *
 * @param schema top-level columns of the batch by name; a column that the batch lacks is NULL, one that the schema lacks
 *     is not seen
 * @param batch not changed while it is read
 * @param systemColumns names of columns that {@code *} does not show
 */
public record BatchRelation(Schema schema, Batch batch, Set<String> systemColumns) implements Relation {
    public BatchRelation {
        requireNonNull(schema, "schema is null");
        requireNonNull(batch, "batch is null");
        systemColumns = Set.copyOf(systemColumns);
    }
}
