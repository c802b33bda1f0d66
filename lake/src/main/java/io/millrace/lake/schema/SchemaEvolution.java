package io.millrace.lake.schema;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.StructType;

/**
 * A table's schema while a task reads on: it begins as the table's own and widens with what is found. Field ids are
 * given out in the order of discovery, after the table's last one.
 */
public final class SchemaEvolution implements Serializable {
    private final int schemaId;
    private Schema schema;
    private int lastColumnId;
    private boolean evolved;

    /** @param lastColumnId the highest field id that the table ever gave out */
    public SchemaEvolution(Schema schema, int lastColumnId) {
        this.schema = requireNonNull(schema, "schema is null");
        this.schemaId = schema.schemaId();
        this.lastColumnId = lastColumnId;
    }

    public Schema schema() {
        return schema;
    }

    public int lastColumnId() {
        return lastColumnId;
    }

    /** Whether the schema is wider than the table's own. */
    public boolean evolved() {
        return evolved;
    }

    /** A second one at the same state, to evolve on its own. */
    public SchemaEvolution copy() {
        SchemaEvolution copy = new SchemaEvolution(schema, lastColumnId);
        copy.evolved = evolved;
        return copy;
    }

    int nextId() {
        return ++lastColumnId;
    }

    void restoreId(int id) {
        lastColumnId = id;
    }

    void replace(StructType columns) {
        if (!columns.equals(schema.asStruct())) {
            schema = new Schema(schemaId, columns.fields(), schema.identifierFieldIds());
            evolved = true;
        }
    }
}
