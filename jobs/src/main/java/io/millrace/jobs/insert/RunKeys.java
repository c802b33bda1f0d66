package io.millrace.jobs.insert;

import io.millrace.lake.keys.KeySet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.iceberg.PartitionData;

/**
 * The keys of one run's rows, and which row of each stands: the one with the last event time, of several the last. Takes 29
 * bytes a key and 4 to 8 for the table that finds it.
 */
final class RunKeys {
    private int[] table = new int[1 << 10];
    private int[] partition = new int[1 << 9];
    private long[] high = new long[1 << 9];
    private int[] low = new int[1 << 9];
    private long[] time = new long[1 << 9];
    private int[] row = new int[1 << 9];
    private final BitSet dropped = new BitSet();
    private int keys;
    private int rows;

    /**
     * Adds the next row of the result.
     *
     * @param micros when its event happened
     */
    void add(int in, long first, int rest, long micros) {
        int at = rows++;
        int slot = find(in, first, rest);
        int known = table[slot] - 1;
        if (known < 0) {
            if (2 * (keys + 1) > table.length) {
                grow();
                slot = find(in, first, rest);
            }
            table[slot] = ++keys;
            partition[keys - 1] = in;
            high[keys - 1] = first;
            low[keys - 1] = rest;
            time[keys - 1] = micros;
            row[keys - 1] = at;
        } else if (micros < time[known]) {
            dropped.set(at);
        } else {
            dropped.set(row[known]);
            time[known] = micros;
            row[known] = at;
        }
    }

    /** The rows that another one of the run replaces. */
    BitSet dropped() {
        return dropped;
    }

    /** The keys by partition; the values of a partition stand at its number. */
    List<KeySet> sets(List<PartitionData> partitions) {
        int[] counts = new int[partitions.size()];
        for (int i = 0; i < keys; i++) {
            counts[partition[i]]++;
        }
        List<KeySet> sets = new ArrayList<>();
        for (int p = 0; p < counts.length; p++) {
            sets.add(new KeySet(partitions.get(p), counts[p]));
        }
        for (int i : ordered()) {
            sets.get(partition[i]).add(high[i], low[i]);
        }
        return sets;
    }

    /** By the first bits of the keys, as files have them ordered too. */
    private int[] ordered() {
        int bits = Math.max(1, Math.min(20, 32 - Integer.numberOfLeadingZeros(keys)));
        int[] next = new int[(1 << bits) + 1];
        for (int i = 0; i < keys; i++) {
            next[(int) (high[i] >>> (64 - bits)) + 1]++;
        }
        for (int b = 1; b < next.length; b++) {
            next[b] += next[b - 1];
        }
        int[] order = new int[keys];
        for (int i = 0; i < keys; i++) {
            order[next[(int) (high[i] >>> (64 - bits))]++] = i;
        }
        return order;
    }

    private int find(int in, long first, int rest) {
        int mask = table.length - 1;
        int slot = (int) (first + 31L * in) & mask;
        while (table[slot] != 0) {
            int known = table[slot] - 1;
            if (high[known] == first && low[known] == rest && partition[known] == in) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int capacity = table.length;
        partition = Arrays.copyOf(partition, capacity);
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        time = Arrays.copyOf(time, capacity);
        row = Arrays.copyOf(row, capacity);
        table = new int[2 * capacity];
        for (int i = 0; i < keys; i++) {
            table[find(partition[i], high[i], low[i])] = i + 1;
        }
    }
}
