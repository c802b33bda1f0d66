package io.millrace.connector.kinesis;

import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.source.SourceColumn;
import java.util.List;

/** The coordinates of records, in columns. Those of one aggregate share all but the partition key. */
final class KinesisColumns {
    static final List<SourceColumn> SCHEMA = List.of(
            new SourceColumn("_stream", Kind.STRING, "The stream of the record"),
            new SourceColumn("_shard", Kind.STRING, "The shard of the record"),
            new SourceColumn("_offset", Kind.STRING, "The sequence number of the record in its shard, in decimal"),
            new SourceColumn("_partition_key", Kind.STRING, "The partition key of the record"),
            new SourceColumn(
                    "_kinesis_timestamp", Kind.TIMESTAMP, "When the record arrived, about, as Kinesis has it"));

    private final BytesVector streams = new BytesVector();
    private final BytesVector shards = new BytesVector();
    private final BytesVector offsets = new BytesVector();
    private final BytesVector keys = new BytesVector();
    private final LongVector timestamps = new LongVector();
    private final List<Column> columns = List.of(
            new Column("_stream", Kind.STRING, streams),
            new Column("_shard", Kind.STRING, shards),
            new Column("_offset", Kind.STRING, offsets),
            new Column("_partition_key", Kind.STRING, keys),
            new Column("_kinesis_timestamp", Kind.TIMESTAMP, timestamps));

    List<Column> columns() {
        return columns;
    }

    /** @param key {@code [keyStart, keyEnd)} of it is the partition key */
    void append(
            int row, byte[] stream, byte[] shard, byte[] offset, byte[] key, int keyStart, int keyEnd, long micros) {
        streams.append(row, stream, 0, stream.length);
        shards.append(row, shard, 0, shard.length);
        offsets.append(row, offset, 0, offset.length);
        keys.append(row, key, keyStart, keyEnd);
        timestamps.append(row, micros);
    }

    void clear() {
        columns.forEach(Column::clear);
    }
}
