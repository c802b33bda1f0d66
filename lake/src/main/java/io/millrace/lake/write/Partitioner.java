package io.millrace.lake.write;

import io.millrace.spi.batch.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.SerializableFunction;

/** Tells the partition of each row of a batch, by Iceberg's own transforms. */
public final class Partitioner {
    private static final long HOUR_MICROS = 3_600_000_000L;

    private final List<PartitionField> fields;
    private final Map<PartitionKey, Integer> ids = new HashMap<>();
    private final List<PartitionKey> keys = new ArrayList<>();

    public Partitioner(PartitionSpec spec, Schema schema) {
        this.fields = spec.fields().stream().map(field -> field(field, schema)).toList();
    }

    /** Fills {@code partitionOfRow} with partition numbers; returns the number when all rows have the same, or -1. */
    public int assign(Batch batch, int[] partitionOfRow) {
        fields.forEach(field -> field.start(batch));
        boolean single = true;
        int current = -1;
        for (int row = 0; row < batch.rows(); row++) {
            if (!advance(row) || row == 0) {
                int found = id();
                single &= row == 0 || found == current;
                current = found;
            }
            partitionOfRow[row] = current;
        }
        return single ? current : -1;
    }

    /** The values of a partition by its number. */
    public StructLike key(int partition) {
        return keys.get(partition);
    }

    private boolean advance(int row) {
        boolean same = true;
        for (int f = 0; f < fields.size(); f++) {
            same &= fields.get(f).advance(row);
        }
        return same;
    }

    private int id() {
        Object[] values = new Object[fields.size()];
        for (int f = 0; f < values.length; f++) {
            values[f] = fields.get(f).value();
        }
        PartitionKey key = new PartitionKey(values);
        return ids.computeIfAbsent(key, fresh -> {
            keys.add(fresh);
            return keys.size() - 1;
        });
    }

    private static PartitionField field(org.apache.iceberg.PartitionField field, Schema schema) {
        String name = schema.findColumnName(field.sourceId());
        Type type = schema.findType(field.sourceId());
        @SuppressWarnings("unchecked")
        SerializableFunction<Object, Object> transform = (SerializableFunction<Object, Object>)
                ((org.apache.iceberg.transforms.Transform<Object, ?>) field.transform()).bind(type);
        return new PartitionField(Arrays.asList(name.split("\\.", -1)), type, width(field, type), transform);
    }

    private static long width(org.apache.iceberg.PartitionField field, Type type) {
        if (type.typeId() != Type.TypeID.TIMESTAMP) {
            return 0;
        }
        return switch (field.transform().toString()) {
            case "hour" -> HOUR_MICROS;
            case "day" -> 24 * HOUR_MICROS;
            default -> 0;
        };
    }
}
