package io.millrace.kernel.arrow;

import io.millrace.kernel.type.DuckType.Field;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Copies Arrow batches of one layout into a {@link Batch}, whose memory it uses again for the next. */
public final class BatchReader {
    private final List<ColumnReader> readers;
    private final List<Column> columns;

    /**
     * @param fields the columns in order: their names and exported types, see {@link
     *     io.millrace.kernel.type.IcebergTypes#exported}
     */
    public BatchReader(List<Field> fields) {
        this.readers =
                fields.stream().map(field -> ColumnReader.of(field.type())).toList();
        this.columns = fields.stream().map(field -> new Column(field.name())).toList();
    }

    /** The rows of the Arrow batch; valid until the next call. */
    public Batch read(VectorSchemaRoot source) {
        Rows rows = Rows.all(0, source.getRowCount());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            column.clear();
            readers.get(i).read(source.getVector(i), rows, column);
        }
        return new Batch(source.getRowCount(), columns);
    }
}
