package io.millrace.lake.write;

import io.millrace.lake.schema.Kinds;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.SerializableFunction;

/**
 * One field of a partition spec over the rows of a batch, visited in order. Rows mostly fall where the row before fell:
 * that is told from the vectors alone, without an object.
 */
final class PartitionField {
    private final List<String> path;
    private final Type type;
    private final long width;
    private final SerializableFunction<Object, Object> transform;

    private Vector vector;
    private int next;
    private int last;

    /** @param width of the transform's intervals in units of the column, 0 when it has none of equal width */
    PartitionField(List<String> path, Type type, long width, SerializableFunction<Object, Object> transform) {
        this.path = path;
        this.type = type;
        this.width = width;
        this.transform = transform;
    }

    void start(Batch batch) {
        vector = find(batch.columns(), 0).orElse(null);
        next = 0;
        last = -1;
    }

    /** Moves to a row after the last one; whether its value is surely in the same partition as that one's. */
    boolean advance(int row) {
        int before = last;
        last = -1;
        if (vector != null) {
            int[] slots = vector.slots();
            while (next < vector.size() && slots[next] < row) {
                next++;
            }
            last = next < vector.size() && slots[next] == row ? next : -1;
        }
        boolean bothPresent = last >= 0 && before >= 0;
        return bothPresent ? same(before, last) : last == before;
    }

    /** The partition value of the row moved to; null for a null. */
    Object value() {
        return last < 0 ? transform.apply(null) : transform.apply(raw(last));
    }

    private boolean same(int a, int b) {
        if (vector instanceof LongVector longs) {
            long x = longs.values()[a];
            long y = longs.values()[b];
            return width == 0 ? x == y : Math.floorDiv(x, width) == Math.floorDiv(y, width);
        }
        if (vector instanceof BytesVector bytes) {
            return Arrays.equals(
                    bytes.bytes(), bytes.start(a), bytes.end(a), bytes.bytes(), bytes.start(b), bytes.end(b));
        }
        return false;
    }

    private Object raw(int index) {
        return switch (type.typeId()) {
            case BOOLEAN -> ((BooleanVector) vector).values()[index];
            case INTEGER, DATE -> (int) ((LongVector) vector).values()[index];
            case LONG, TIME, TIMESTAMP -> ((LongVector) vector).values()[index];
            case FLOAT -> (float) ((DoubleVector) vector).values()[index];
            case DOUBLE -> ((DoubleVector) vector).values()[index];
            case DECIMAL -> ((DecimalVector) vector).decimal(index);
            case STRING -> ((BytesVector) vector).string(index);
            default -> {
                BytesVector bytes = (BytesVector) vector;
                yield ByteBuffer.wrap(Arrays.copyOfRange(bytes.bytes(), bytes.start(index), bytes.end(index)));
            }
        };
    }

    private Optional<Vector> find(List<Column> columns, int depth) {
        boolean leaf = depth == path.size() - 1;
        for (Column column : columns) {
            if (column.name().equals(path.get(depth))) {
                Optional<Vector> found = column.find(leaf ? Kinds.of(type) : Kind.STRUCT);
                return leaf ? found : found.flatMap(struct -> find(((StructVector) struct).fields(), depth + 1));
            }
        }
        return Optional.empty();
    }
}
