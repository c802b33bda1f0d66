package io.millrace.jobs.insert;

import io.millrace.lake.keys.KeySet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.PartitionData;

/** The rows of a result by their key; those of one key in the order of their events, and of the result. */
final class KeyGroups implements KeyedBatches.Rows {
    private int[] table = new int[1 << 10];
    private int[] partition = new int[1 << 9];
    private long[] high = new long[1 << 9];
    private int[] low = new int[1 << 9];
    private int groups;
    private int[] group = new int[1 << 9];
    private long[] time = new long[1 << 9];
    private int rows;

    @Override
    public void add(int in, long first, int rest, long micros) {
        if (rows == group.length) {
            group = Arrays.copyOf(group, 2 * rows);
            time = Arrays.copyOf(time, 2 * rows);
        }
        int slot = slot(in, first, rest);
        if (table[slot] == 0) {
            slot = insert(in, first, rest);
        }
        group[rows] = table[slot] - 1;
        time[rows++] = micros;
    }

    /** How many rows there are. */
    int rows() {
        return rows;
    }

    /** How many keys there are. */
    int size() {
        return groups;
    }

    /** The number of the key of a row. */
    int of(int row) {
        return group[row];
    }

    /** The number of a key; less than 0 if no row has it. */
    int find(int in, long first, int rest) {
        return table[slot(in, first, rest)] - 1;
    }

    /** The rows in turns: in the first one the first row of each key, and so on. */
    List<int[]> turns() {
        int[] counts = new int[groups];
        for (int row = 0; row < rows; row++) {
            counts[group[row]]++;
        }
        int[] single =
                IntStream.range(0, rows).filter(row -> counts[group[row]] == 1).toArray();
        List<Integer> repeated = IntStream.range(0, rows)
                .filter(row -> counts[group[row]] > 1)
                .boxed()
                .sorted((a, b) -> Long.compare(time[a], time[b]))
                .collect(Collectors.toList());
        int[] taken = new int[groups];
        List<List<Integer>> later = new ArrayList<>();
        for (int row : repeated) {
            int turn = taken[group[row]]++;
            if (turn == later.size()) {
                later.add(new ArrayList<>());
            }
            later.get(turn).add(row);
        }
        List<int[]> turns = new ArrayList<>();
        later.forEach(
                turn -> turns.add(turn.stream().mapToInt(Integer::intValue).toArray()));
        if (turns.isEmpty()) {
            turns.add(single);
        } else {
            turns.set(
                    0,
                    IntStream.concat(IntStream.of(single), IntStream.of(turns.get(0)))
                            .toArray());
        }
        return turns;
    }

    /** Some of the keys by partition; the keys of a partition stand at its number. */
    List<KeySet> sets(List<PartitionData> partitions, BitSet chosen) {
        int[] counts = new int[partitions.size()];
        chosen.stream().forEach(key -> counts[partition[key]]++);
        List<KeySet> sets = new ArrayList<>();
        for (int p = 0; p < counts.length; p++) {
            sets.add(new KeySet(partitions.get(p), counts[p]));
        }
        chosen.stream()
                .boxed()
                .sorted((a, b) -> Long.compareUnsigned(high[a], high[b]))
                .forEach(key -> sets.get(partition[key]).add(high[key], low[key]));
        return sets;
    }

    private int insert(int in, long first, int rest) {
        if (2 * (groups + 1) > table.length) {
            grow();
        }
        partition[groups] = in;
        high[groups] = first;
        low[groups] = rest;
        int slot = slot(in, first, rest);
        table[slot] = ++groups;
        return slot;
    }

    private int slot(int in, long first, int rest) {
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
        table = new int[2 * capacity];
        for (int i = 0; i < groups; i++) {
            table[slot(partition[i], high[i], low[i])] = i + 1;
        }
    }
}
