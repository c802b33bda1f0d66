package io.millrace.connector.kafka;

import io.millrace.spi.batch.Column;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.SplitRange;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A cursor over messages; the bytes are those of the fetched memory itself. */
final class KafkaPayloadReader implements PayloadReader {
    private static final byte[] NOTHING = {};

    private final ConsumerPool pool;
    private final Traffic traffic;
    private final List<SplitRange> ranges;
    private final KafkaColumns columns = new KafkaColumns();
    private Optional<Consumer<ByteBuffer, ByteBuffer>> consumer = Optional.empty();
    private PartitionReader reader;

    private PartitionReader.Chunk chunk = new PartitionReader.Chunk("", 0, List.of());
    private int index;
    private ConsumerRecord<ByteBuffer, ByteBuffer> message;
    private byte[] topic = NOTHING;
    private byte[] bytes = NOTHING;
    private int start;
    private int end;
    private boolean finished;
    private boolean broken;
    private long messages;
    private long byteCount;

    KafkaPayloadReader(ConsumerPool pool, Traffic traffic, List<SplitRange> ranges) {
        this.pool = pool;
        this.traffic = traffic;
        this.ranges = List.copyOf(ranges);
    }

    @Override
    public boolean next() {
        while (!finished) {
            List<ConsumerRecord<ByteBuffer, ByteBuffer>> list = chunk.messages();
            if (index < list.size() && list.get(index).offset() < chunk.end()) {
                moveTo(list.get(index++));
                return true;
            }
            advance();
        }
        return false;
    }

    private void moveTo(ConsumerRecord<ByteBuffer, ByteBuffer> next) {
        message = next;
        ByteBuffer value = next.value();
        if (value == null) {
            bytes = NOTHING;
            start = 0;
            end = 0;
        } else {
            bytes = value.array();
            start = value.arrayOffset() + value.position();
            end = start + value.remaining();
        }
        messages++;
        byteCount += end - start;
    }

    private void advance() {
        broken = true;
        if (consumer.isEmpty()) {
            consumer = Optional.of(pool.take());
            reader = new PartitionReader(consumer.get(), pool.properties(), ranges);
        }
        chunk = reader.next();
        broken = false;
        index = 0;
        finished = chunk.messages().isEmpty();
        if (!finished) {
            topic = chunk.messages().get(0).topic().getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public void consumed(int count) {
        // A message is whole: nothing of it goes on in the next one.
    }

    @Override
    public String split() {
        return chunk.split();
    }

    @Override
    public BigInteger offset() {
        return BigInteger.valueOf(message.offset());
    }

    @Override
    public long timeMicros() {
        return KafkaColumns.micros(message);
    }

    @Override
    public List<Column> columns() {
        return columns.columns();
    }

    @Override
    public void appendCoordinates(int firstRow, int count) {
        for (int row = firstRow; row < firstRow + count; row++) {
            columns.append(row, topic, message);
        }
    }

    @Override
    public void clearColumns() {
        columns.clear();
    }

    @Override
    public String coordinates() {
        return "{\"topic\":\"" + message.topic() + "\",\"partition\":" + message.partition() + ",\"offset\":"
                + message.offset() + "}";
    }

    @Override
    public void close() {
        finished = true;
        traffic.add(messages, byteCount);
        messages = 0;
        byteCount = 0;
        if (broken) {
            consumer.ifPresent(pool::discard);
        } else {
            consumer.ifPresent(pool::giveBack);
        }
        consumer = Optional.empty();
    }
}
