package io.millrace.connector.kinesis;

import io.millrace.connector.kinesis.KinesisOptions.Packing;
import java.math.BigInteger;

/** A record as Kinesis keeps it; nobody writes to its bytes. */
final class Fetched {
    /** What a record costs besides its bytes, about. */
    private static final int OVERHEAD = 160;

    private final BigInteger sequence;
    private final long arrivalMillis;
    private final byte[] key;
    private final byte[] data;
    private final int subRecords;

    /**
     * @param sequence its offset
     * @param arrivalMillis since 1970
     * @param key of the partition, UTF-8
     */
    Fetched(BigInteger sequence, long arrivalMillis, byte[] key, byte[] data) {
        this.sequence = sequence;
        this.arrivalMillis = arrivalMillis;
        this.key = key;
        this.data = data;
        this.subRecords = Aggregate.count(data);
    }

    BigInteger sequence() {
        return sequence;
    }

    long arrivalMillis() {
        return arrivalMillis;
    }

    byte[] key() {
        return key;
    }

    byte[] data() {
        return data;
    }

    /** Whether its payloads are those within it. */
    boolean isAggregate(Packing packing) {
        return packing.aggregates() && subRecords != Aggregate.NONE;
    }

    int payloads(Packing packing) {
        return isAggregate(packing) ? subRecords : 1;
    }

    long size() {
        return (long) data.length + key.length + OVERHEAD;
    }
}
