package io.millrace.lake.stats;

import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.Vector;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.frequencies.LongsSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;

/**
 * Sketches the values of a column as a task writes them. Every value is counted and is seen by the distinct count;
 * quantiles and top values take the first {@link #WHOLE} of a task, and of the rest one in {@link #STRIDE}.
 */
final class ColumnSketcher {
    static final int WHOLE = 4096;
    static final int STRIDE_BITS = 5;
    static final int STRIDE = 1 << STRIDE_BITS;
    private static final int LONGEST_TEXT = 128;

    private final Type type;
    private final DistinctCounter distinct = new DistinctCounter();
    private final KllDoublesSketch whole = KllDoublesSketch.newHeapInstance();
    private final KllDoublesSketch sampled = KllDoublesSketch.newHeapInstance();
    private final LongsSketch longs = new LongsSketch(ColumnSummary.TOP_ENTRIES);
    private final ItemsSketch<String> texts = new ItemsSketch<>(ColumnSummary.TOP_ENTRIES);
    private final byte[] scratch = new byte[16];
    private long values;
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;
    private int offset;

    ColumnSketcher(Type type) {
        this.type = type;
    }

    /** @param first the least commit time of the rows, microseconds since 1970 */
    void add(Kind kind, Column column, long first, long last) {
        Vector vector = column.find(kind).orElseThrow();
        if (vector instanceof LongVector found) {
            add(found);
        } else if (vector instanceof DoubleVector found) {
            add(found);
        } else if (vector instanceof BytesVector found) {
            add(kind, found);
        } else if (vector instanceof BooleanVector found) {
            add(found);
        } else if (vector instanceof DecimalVector found) {
            add(found);
        }
        values += vector.size();
        firstMicros = Math.min(firstMicros, first);
        lastMicros = Math.max(lastMicros, last);
        offset = (offset * 5 + 7) & STRIDE - 1; // every residue comes once in a round, so that no rhythm is favoured
    }

    void finish(ColumnSummary summary) {
        summary.count(values, firstMicros, lastMicros);
        summary.add(distinct.result());
        for (int i = 0; i < STRIDE_BITS && !sampled.isEmpty(); i++) {
            sampled.merge(KllDoublesSketch.heapify(Memory.wrap(sampled.toByteArray())));
        }
        whole.merge(sampled);
        summary.add(whole);
        summary.add(longs);
        summary.add(texts);
    }

    private void add(LongVector vector) {
        long[] all = vector.values();
        int size = vector.size();
        if (type.typeId() == TypeID.INTEGER || type.typeId() == TypeID.DATE) {
            for (int i = 0; i < size; i++) {
                distinct.add((int) all[i]);
            }
        } else {
            for (int i = 0; i < size; i++) {
                if (i == 0 || all[i] != all[i - 1]) {
                    distinct.add(all[i]);
                }
            }
        }
        for (int i = next(0, size); i < size; i = next(i + 1, size)) {
            number(i).update((double) all[i]);
            longs.update(all[i], weight(i));
        }
    }

    private void add(DoubleVector vector) {
        double[] all = vector.values();
        int size = vector.size();
        boolean narrow = type.typeId() == TypeID.FLOAT;
        for (int i = 0; i < size; i++) {
            if (narrow) {
                distinct.add(Float.floatToIntBits((float) all[i]));
            } else {
                distinct.add(Double.doubleToLongBits(all[i]));
            }
        }
        for (int i = next(0, size); i < size; i = next(i + 1, size)) {
            if (!Double.isNaN(all[i])) {
                number(i).update(all[i]);
                longs.update(Double.doubleToLongBits(all[i]), weight(i));
            }
        }
    }

    private void add(Kind kind, BytesVector vector) {
        byte[] bytes = vector.bytes();
        int size = vector.size();
        int[] ends = vector.ends();
        int start = 0;
        for (int i = 0; i < size; i++) {
            distinct.add(bytes, start, ends[i]);
            start = ends[i];
        }
        if (kind == Kind.BINARY) {
            return;
        }
        for (int i = next(0, size); i < size; i = next(i + 1, size)) {
            if (vector.end(i) - vector.start(i) <= LONGEST_TEXT) {
                texts.update(kind == Kind.UUID ? uuid(bytes, vector.start(i)) : vector.string(i), weight(i));
            }
        }
    }

    private void add(BooleanVector vector) {
        long trues = 0;
        for (int i = 0; i < vector.size(); i++) {
            trues += vector.values()[i] ? 1 : 0;
        }
        count(1, trues);
        count(0, vector.size() - trues);
    }

    private void count(int value, long count) {
        if (count > 0) {
            scratch[0] = (byte) value;
            distinct.add(scratch, 0, 1);
            longs.update(value, count);
        }
    }

    private void add(DecimalVector vector) {
        ByteBuffer bits = ByteBuffer.wrap(scratch);
        int size = vector.size();
        for (int i = 0; i < size; i++) {
            bits.putLong(0, vector.high()[i]).putLong(8, vector.low()[i]);
            distinct.add(scratch, significant(scratch), scratch.length);
        }
        for (int i = next(0, size); i < size; i = next(i + 1, size)) {
            BigDecimal value = vector.decimal(i);
            number(i).update(value.doubleValue());
            texts.update(value.toPlainString(), weight(i));
        }
    }

    /** Where the least bytes begin that tell a big-endian number in two's complement. */
    private static int significant(byte[] number) {
        int from = 0;
        while (from < number.length - 1 && number[from] == number[from + 1] >> 7) {
            from++;
        }
        return from;
    }

    private static String uuid(byte[] bytes, int from) {
        ByteBuffer bits = ByteBuffer.wrap(bytes, from, 16);
        return new UUID(bits.getLong(), bits.getLong()).toString();
    }

    /** The next value at {@code i} or after it that is sampled. */
    private int next(int i, int size) {
        if (values + i < WHOLE || i >= size) {
            return i;
        }
        return i + ((offset - i) & STRIDE - 1);
    }

    private boolean isWhole(int i) {
        return values + i < WHOLE;
    }

    private KllDoublesSketch number(int i) {
        return isWhole(i) ? whole : sampled;
    }

    private int weight(int i) {
        return isWhole(i) ? 1 : STRIDE;
    }
}
