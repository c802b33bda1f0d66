package io.millrace.connector.kafka;

import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.source.SourceColumn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The coordinates of messages, in columns. A key or a header's value is text where its bytes are valid UTF-8, else it
 * is in the column beside, as bytes: nothing is lost, and what people write is readable.
 */
final class KafkaColumns {
    static final List<SourceColumn> SCHEMA = List.of(
            new SourceColumn("_topic", Kind.STRING, "The topic of the message"),
            new SourceColumn("_partition", Kind.BIGINT, "The partition of the message"),
            new SourceColumn("_offset", Kind.BIGINT, "The offset of the message in its partition"),
            new SourceColumn("_key", Kind.STRING, "The key of the message, where it is text"),
            new SourceColumn("_key_bytes", Kind.BINARY, "The key of the message, where it is not text"),
            new SourceColumn(
                    "_headers",
                    Kind.LIST,
                    "The headers of the message, in their order",
                    List.of(new SourceColumn(
                            "element",
                            Kind.STRUCT,
                            "One header",
                            List.of(
                                    new SourceColumn("key", Kind.STRING, "The name of the header"),
                                    new SourceColumn("value", Kind.STRING, "Its value, where it is text"),
                                    new SourceColumn("value_bytes", Kind.BINARY, "Its value, where it is not text"))))),
            new SourceColumn("_kafka_timestamp", Kind.TIMESTAMP, "The time of the message, as Kafka has it"));

    private final BytesVector topics = new BytesVector();
    private final LongVector partitions = new LongVector();
    private final LongVector offsets = new LongVector();
    private final BytesVector keys = new BytesVector();
    private final BytesVector keyBytes = new BytesVector();
    private final ListVector headers = new ListVector();
    private final LongVector timestamps = new LongVector();
    private final StructVector header = headers.element().structs();
    private final BytesVector headerKeys = header.addField("key").bytes(Kind.STRING);
    private final BytesVector headerValues = header.addField("value").bytes(Kind.STRING);
    private final BytesVector headerBytes = header.addField("value_bytes").bytes(Kind.BINARY);
    private final List<Column> columns = List.of(
            new Column("_topic", Kind.STRING, topics),
            new Column("_partition", Kind.BIGINT, partitions),
            new Column("_offset", Kind.BIGINT, offsets),
            new Column("_key", Kind.STRING, keys),
            new Column("_key_bytes", Kind.BINARY, keyBytes),
            new Column("_headers", Kind.LIST, headers),
            new Column("_kafka_timestamp", Kind.TIMESTAMP, timestamps));

    List<Column> columns() {
        return columns;
    }

    void append(int row, byte[] topic, ConsumerRecord<ByteBuffer, ByteBuffer> message) {
        topics.append(row, topic, 0, topic.length);
        partitions.append(row, message.partition());
        offsets.append(row, message.offset());
        if (message.key() != null) {
            append(row, message.key(), keys, keyBytes);
        }

        Header[] all = message.headers().toArray();
        if (all.length > 0) {
            appendHeaders(row, all);
        }

        if (message.timestamp() >= 0) {
            timestamps.append(row, micros(message));
        }
    }

    void clear() {
        columns.forEach(Column::clear);
    }

    /** Microseconds since 1970; 0 when the message has no time, which only the oldest format allows. */
    static long micros(ConsumerRecord<?, ?> message) {
        return Math.min(Math.max(0, message.timestamp()), Long.MAX_VALUE / 1000) * 1000;
    }

    private void appendHeaders(int row, Header[] all) {
        headers.append(row);
        for (Header one : all) {
            int slot = headers.nextElement();
            header.append(slot);
            byte[] key = one.key().getBytes(StandardCharsets.UTF_8);
            headerKeys.append(slot, key, 0, key.length);
            byte[] value = one.value();
            if (value != null) {
                append(slot, ByteBuffer.wrap(value), headerValues, headerBytes);
            }
        }
    }

    private static void append(int slot, ByteBuffer value, BytesVector texts, BytesVector bytes) {
        int from = value.arrayOffset() + value.position();
        int to = from + value.remaining();
        BytesVector target = Utf8.valid(value.array(), from, to) ? texts : bytes;
        target.append(slot, value.array(), from, to);
    }
}
