package io.millrace.lake.stats;

import io.millrace.lake.SystemColumns;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/**
 * Sketches the rows that a task writes, in conformed batches. Of system columns only the time
 * of the event is counted; fields beyond the table's {@link #FIELDS}th are left out, so that memory is bounded. Not safe for use by two threads.
 */
public final class TableSketcher {
    private static final int FIELDS = 500;

    private final Map<Integer, ColumnSketcher> columns = new HashMap<>();
    private final TableSummary summary = new TableSummary();
    private long firstMicros;
    private long lastMicros;

    /** @param schema to which the batch was conformed: the last one or a wider one */
    public void add(Batch batch, Schema schema) {
        summary.countRows(batch.rows());
        seen(batch);
        StructType fields = schema.asStruct();
        for (Column column : batch.columns()) {
            if (column.name().equals(SystemColumns.EVENT_TIME)) {
                LongVector times = column.longs(Kind.TIMESTAMP);
                summary.events().add(times.values(), times.size());
            } else if (!SystemColumns.isSystem(column.name())) {
                visit(fields.field(column.name()), column);
            }
        }
    }

    /** The sketches of all rows, to be merged with those of other tasks. */
    public List<SketchBlob> finish() {
        columns.forEach((id, column) -> column.finish(summary.column(id)));
        columns.clear();
        return summary.blobs();
    }

    private void visit(NestedField field, Column column) {
        List<Kind> kinds = column.kinds();
        if (field == null || kinds.isEmpty()) {
            return;
        }
        Type type = field.type();
        if (type.isStructType()) {
            column.structs().fields().forEach(child -> visit(type.asStructType().field(child.name()), child));
        } else if (type.isListType()) {
            visit(type.asListType().fields().get(0), column.lists().element());
        } else if (type.isMapType()) {
            Types.MapType map = type.asMapType();
            visit(map.fields().get(0), column.maps().key());
            visit(map.fields().get(1), column.maps().value());
        } else if (field.fieldId() <= FIELDS) {
            columns.computeIfAbsent(field.fieldId(), id -> new ColumnSketcher(type))
                    .add(kinds.get(0), column, firstMicros, lastMicros);
        }
    }

    private void seen(Batch batch) {
        firstMicros = Long.MAX_VALUE;
        lastMicros = Long.MIN_VALUE;
        batch.column(SystemColumns.COMMIT_TIME).ifPresent(column -> {
            LongVector times = column.longs(Kind.TIMESTAMP);
            for (int i = 0; i < times.size(); i++) {
                firstMicros = Math.min(firstMicros, times.values()[i]);
                lastMicros = Math.max(lastMicros, times.values()[i]);
            }
        });
    }
}
