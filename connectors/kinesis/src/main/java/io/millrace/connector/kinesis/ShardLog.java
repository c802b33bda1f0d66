package io.millrace.connector.kinesis;

import io.millrace.connector.kinesis.KinesisOptions.Packing;
import io.millrace.spi.source.SplitRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was fetched of a shard and may still be read: all records from {@code low} to {@code high}. Those before {@code
 * planned} have been handed out as ranges. Safe for use by several threads.
 */
final class ShardLog {
    private final String split;
    private final Packing packing;
    private final List<Fetched> records = new ArrayList<>();
    private final TreeMap<BigInteger, Read> reads = new TreeMap<>();
    private BigInteger low = BigInteger.ZERO;
    private BigInteger planned = BigInteger.ZERO;
    private BigInteger high = BigInteger.ZERO;
    private long bytes;

    private record Read(BigInteger to, long atMillis) {}

    ShardLog(String split, Packing packing) {
        this.split = split;
        this.packing = packing;
    }

    String split() {
        return split;
    }

    /** Makes {@code offset} the next to be handed out; false when what follows it has to be fetched from there. */
    synchronized boolean seek(BigInteger offset) {
        if (offset.compareTo(low) >= 0 && offset.compareTo(high) <= 0) {
            if (offset.compareTo(planned) > 0) {
                drop(offset);
            }
            planned = offset;
            return true;
        }
        records.clear();
        reads.clear();
        bytes = 0;
        low = offset;
        planned = offset;
        high = offset;
        return false;
    }

    /** Adds what follows {@code high}. */
    synchronized void append(List<Fetched> more) {
        for (Fetched record : more) {
            // A shard that is read twice at the same place would double its records.
            if (record.sequence().compareTo(high) >= 0) {
                records.add(record);
                bytes += record.size();
                high = record.sequence().add(BigInteger.ONE);
            }
        }
    }

    /** Says that nothing follows what was fetched before {@code end}. */
    synchronized void closeAt(BigInteger end) {
        high = high.max(end);
    }

    /** The offset after the last that is here: where fetching goes on. */
    synchronized BigInteger high() {
        return high;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** How many payloads at or after {@code offset} are here. */
    synchronized long payloadsFrom(BigInteger offset) {
        long count = 0;
        for (int i = index(offset); i < records.size(); i++) {
            count += records.get(i).payloads(packing);
        }
        return count;
    }

    synchronized long payloadsAhead() {
        return payloadsFrom(planned);
    }

    synchronized long bytesAhead() {
        long ahead = 0;
        for (int i = index(planned); i < records.size(); i++) {
            ahead += records.get(i).size();
        }
        return ahead;
    }

    /** When the first record arrived that has not been handed out. */
    synchronized Optional<Long> firstAheadMillis() {
        int first = index(planned);
        return first < records.size() ? Optional.of(records.get(first).arrivalMillis()) : Optional.empty();
    }

    /** Hands out records within both limits, but at least {@code least}; empty when that is none. */
    synchronized Optional<SplitRange> take(long mostPayloads, long mostBytes, int least) {
        long payloads = 0;
        long size = 0;
        int first = index(planned);
        int next = first;
        while (next < records.size()) {
            Fetched record = records.get(next);
            boolean fits = payloads + record.payloads(packing) <= mostPayloads && size + record.size() <= mostBytes;
            if (!fits && next - first >= least) {
                break;
            }
            payloads += record.payloads(packing);
            size += record.size();
            next++;
        }
        BigInteger from = planned;
        if (next == records.size()) {
            planned = high;
        } else if (next > first) {
            planned = records.get(next - 1).sequence().add(BigInteger.ONE);
        }
        if (planned.equals(from)) {
            return Optional.empty();
        }
        return Optional.of(new SplitRange(split, from, planned, payloads, size));
    }

    /** Says that a task has read a range to its end: it may be let go some time after. */
    synchronized void read(SplitRange range, long nowMillis) {
        reads.put(range.from(), new Read(range.to(), nowMillis));
    }

    /** The records of a range, if all of them are here. */
    synchronized Optional<List<Fetched>> find(SplitRange range) {
        if (range.from().compareTo(low) < 0 || range.to().compareTo(high) > 0) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(records.subList(index(range.from()), index(range.to()))));
    }

    /** Lets go what was read before {@code beforeMillis}. */
    synchronized void release(long beforeMillis) {
        while (!reads.isEmpty()
                && reads.firstKey().compareTo(low) <= 0
                && reads.firstEntry().getValue().atMillis() <= beforeMillis) {
            drop(reads.pollFirstEntry().getValue().to().min(planned));
        }
    }

    private void drop(BigInteger before) {
        List<Fetched> gone = records.subList(0, index(before));
        gone.forEach(record -> bytes -= record.size());
        gone.clear();
        low = low.max(before);
    }

    /** The first record at or after an offset. */
    private int index(BigInteger offset) {
        int from = 0;
        int to = records.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (records.get(middle).sequence().compareTo(offset) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
