package io.millrace.kernel.arrow;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Collects columns of equally many rows into an Arrow batch. */
public final class BatchWriter {
    private final BufferAllocator allocator;
    private final ColumnWriter writer;
    private final int rows;
    private final List<FieldVector> vectors = new ArrayList<>();

    public BatchWriter(BufferAllocator allocator, int rows) {
        this.allocator = allocator;
        this.writer = new ColumnWriter(allocator);
        this.rows = rows;
    }

    /**
     * Adds a column as SQL sees it: one kind with its own type, several kinds as text, a column without a value as NULLs
     * of no type. The same holds for the fields and elements inside it.
     */
    public void add(String name, Column column) {
        List<Kind> kinds = column.kinds();
        if (kinds.isEmpty()) {
            FieldVector nulls = new org.apache.arrow.vector.NullVector(name);
            nulls.setValueCount(rows);
            vectors.add(nulls);
        } else if (Exposed.isText(column)) {
            addText(name, column, kinds);
        } else {
            add(name, column, kinds.get(0));
        }
    }

    /** Adds the values of one kind of a column; the others are null. */
    public void add(String name, Column column, Kind kind) {
        if (Exposed.isText(column, kind)) {
            addText(name, column, List.of(kind));
        } else {
            vectors.add(writer.write(ArrowFields.of(name, column, kind), column, kind, rows));
        }
    }

    /** Adds a column of numbers that are never null. */
    public void add(String name, int[] numbers) {
        Field field = new Field(name, FieldType.nullable(new ArrowType.Int(32, true)), List.of());
        IntVector vector = (IntVector) field.createVector(allocator);
        vector.allocateNew(Math.max(rows, 1));
        for (int i = 0; i < rows; i++) {
            vector.set(i, numbers[i]);
        }
        vector.setValueCount(rows);
        vectors.add(vector);
    }

    private void addText(String name, Column column, List<Kind> kinds) {
        Column text = Exposed.text(column, kinds, rows);
        vectors.add(writer.write(ArrowFields.of(name, text, Kind.STRING), text, Kind.STRING, rows));
    }

    /** The batch; the caller closes it. */
    public VectorSchemaRoot finish() {
        VectorSchemaRoot root = new VectorSchemaRoot(vectors);
        root.setRowCount(rows);
        return root;
    }
}
