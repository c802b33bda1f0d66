package io.millrace.kernel.relation;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Schema;

/**
 * The rows of a result that the kernel keeps.
 *
 * @param schema the columns by name
 * @param table where they are
 * @param expressions what each column is computed from, over that table
 */
public record StoredRelation(Schema schema, String table, Map<String, String> expressions) implements Relation {
    public StoredRelation {
        requireNonNull(schema, "schema is null");
        requireNonNull(table, "table is null");
        expressions = Map.copyOf(expressions);
    }

    @Override
    public Set<String> systemColumns() {
        return Set.of();
    }
}
