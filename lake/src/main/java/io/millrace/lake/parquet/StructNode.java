package io.millrace.lake.parquet;

import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.util.List;
import org.apache.iceberg.types.Types.NestedField;

/** A struct: its fields live in the scope that it lives in itself. */
final class StructNode extends FieldNode {
    private final FieldNodes fields;

    StructNode(NestedField field, String name, int parentLevel, FieldNodes fields) {
        super(field, name, parentLevel);
        this.fields = fields;
    }

    @Override
    void descend(Vector vector, Scope scope, Match matched, Levels own) {
        fields.write(vector == null ? List.of() : ((StructVector) vector).fields(), scope, own);
    }

    @Override
    void collect(List<ColumnWriter> target) {
        fields.collect(target);
    }
}
