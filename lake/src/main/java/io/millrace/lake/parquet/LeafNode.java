package io.millrace.lake.parquet;

import io.millrace.spi.batch.Vector;
import java.util.List;
import org.apache.iceberg.types.Types.NestedField;

/** A primitive field: it has a column. */
final class LeafNode extends FieldNode {
    private final ColumnWriter column;

    LeafNode(NestedField field, String name, int parentLevel, ColumnWriter column) {
        super(field, name, parentLevel);
        this.column = column;
    }

    @Override
    void descend(Vector vector, Scope scope, Match matched, Levels own) {
        column.append(scope, own, vector, matched);
    }

    @Override
    void collect(List<ColumnWriter> target) {
        target.add(column);
    }
}
