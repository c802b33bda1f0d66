package io.millrace.lake.keys;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.apache.iceberg.PartitionData;

/** Keys that a run writes or deletes, each once; best in the order of their first bits, as files have them. */
public final class KeySet implements Serializable {
    private final PartitionData partition;
    private final long[] high;
    private final int[] low;
    private int size;

    /**
     * @param partition in which the rows are that they replace; of no field for the whole table
     * @param capacity how many will be added
     */
    public KeySet(PartitionData partition, int capacity) {
        this.partition = requireNonNull(partition, "partition is null");
        this.high = new long[capacity];
        this.low = new int[capacity];
    }

    /** Adds a key, see {@link KeyReader}. */
    public void add(long first, int rest) {
        high[size] = first;
        low[size++] = rest;
    }

    PartitionData partition() {
        return partition;
    }

    public int size() {
        return size;
    }

    long high(int key) {
        return high[key];
    }

    int low(int key) {
        return low[key];
    }
}
