package io.millrace.lake.write;

import java.util.Arrays;
import org.apache.iceberg.StructLike;

/** The values of one partition, in the order of the partition spec. */
final class PartitionKey implements StructLike {
    private final Object[] values;

    PartitionKey(Object[] values) {
        this.values = values;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public <T> T get(int position, Class<T> type) {
        return type.cast(values[position]);
    }

    @Override
    public <T> void set(int position, T value) {
        values[position] = value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartitionKey key && Arrays.equals(values, key.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
