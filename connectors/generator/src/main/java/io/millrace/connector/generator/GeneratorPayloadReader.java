package io.millrace.connector.generator;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.SplitRange;
import java.math.BigInteger;
import java.util.List;

/** A cursor over events, made as it goes. */
final class GeneratorPayloadReader implements PayloadReader {
    private final Template template;
    private final List<SplitRange> ranges;
    private final EventBuffer event = new EventBuffer();
    private final LongVector partitions = new LongVector();
    private final LongVector offsets = new LongVector();
    private final List<Column> columns =
            List.of(new Column("_partition", Kind.BIGINT, partitions), new Column("_offset", Kind.BIGINT, offsets));

    private int index;
    private String split = "";
    private int partition;
    private long following;
    private long end;

    GeneratorPayloadReader(Template template, List<SplitRange> ranges) {
        this.template = template;
        this.ranges = List.copyOf(ranges);
    }

    @Override
    public boolean next() {
        while (following == end) {
            if (index == ranges.size()) {
                return false;
            }
            SplitRange range = ranges.get(index++);
            split = range.split();
            partition = GeneratorSource.partition(split);
            following = range.first();
            end = range.end();
        }
        template.write(partition, following, event);
        following++;
        return true;
    }

    @Override
    public byte[] bytes() {
        return event.bytes();
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public int end() {
        return event.length();
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public void consumed(int bytes) {
        // An event is whole: nothing of it goes on in the next one.
    }

    @Override
    public String split() {
        return split;
    }

    @Override
    public BigInteger offset() {
        return BigInteger.valueOf(following - 1);
    }

    @Override
    public long timeMicros() {
        return template.timeMicros(partition, following - 1);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public void appendCoordinates(int firstRow, int count) {
        for (int row = firstRow; row < firstRow + count; row++) {
            partitions.append(row, partition);
            offsets.append(row, following - 1);
        }
    }

    @Override
    public void clearColumns() {
        partitions.clear();
        offsets.clear();
    }

    @Override
    public String coordinates() {
        return "{\"partition\":" + partition + ",\"offset\":" + offset() + "}";
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
