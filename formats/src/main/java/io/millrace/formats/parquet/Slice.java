package io.millrace.formats.parquet;

import io.millrace.formats.spool.Meter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;

/** Where the bytes of the current value lie. */
final class Slice {
    private final Meter meter;
    byte[] bytes = {};
    int from;
    int to;

    Slice(Meter meter) {
        this.meter = meter;
    }

    Slice of(ColumnReader in) {
        Binary value = in.getBinary();
        ByteBuffer buffer = value.toByteBuffer();
        if (buffer.hasArray()) {
            bytes = buffer.array();
            from = buffer.arrayOffset() + buffer.position();
            to = from + buffer.remaining();
        } else {
            bytes = value.getBytes();
            from = 0;
            to = bytes.length;
        }
        meter.take(to - from);
        return this;
    }

    /** The bytes as numbers, the lowest byte first. */
    ByteBuffer numbers() {
        return ByteBuffer.wrap(bytes, from, to - from).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
