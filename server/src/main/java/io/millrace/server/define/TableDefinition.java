package io.millrace.server.define;

import io.millrace.lake.TableName;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;

/**
 * A table as its statement says.
 *
 * @param schema with the system columns that every table has
 * @param sql the statement in canonical form; kept as a property of the table
 */
public record TableDefinition(
        TableName name, Schema schema, PartitionSpec spec, Map<String, String> properties, String sql) {
    /** The table property with the statement. */
    public static final String SQL_PROPERTY = "millrace.create";

    public TableDefinition {
        properties = Map.copyOf(properties);
    }
}
