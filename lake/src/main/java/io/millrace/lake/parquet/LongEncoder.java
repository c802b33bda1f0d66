package io.millrace.lake.parquet;

import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.Vector;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;

/** INT32, INT64, FLOAT and DOUBLE: numbers of 4 or 8 bytes, handled as bits. */
final class LongEncoder extends ValueEncoder {
    private final Type type;
    private final int width;
    private final NumberBounds bounds;
    private final LongDictionary dictionary;
    private long[] values = new long[0];
    private long[] buffer = new long[0];

    LongEncoder(Type type, int width, int dictionaryBytes) {
        super(dictionaryBytes);
        this.type = type;
        this.width = width;
        this.bounds = NumberBounds.of(type, width);
        this.dictionary = new LongDictionary(width, dictionaryBytes);
    }

    @Override
    void load(Vector vector, Match match) {
        if (vector instanceof LongVector longs) {
            loadLongs(longs.values(), match);
        } else if (vector instanceof DecimalVector decimals) {
            loadLongs(decimals.low(), match);
        } else {
            loadDoubles(((DoubleVector) vector).values(), match);
        }
    }

    @Override
    long plainBytes(int from, int to) {
        return (long) (to - from) * width;
    }

    @Override
    Bounds bounds() {
        return bounds;
    }

    @Override
    Bounds newBounds() {
        return NumberBounds.of(type, width);
    }

    @Override
    Dictionary dictionary() {
        return dictionary;
    }

    @Override
    void encodePlain(int from, int to, ByteSink target) {
        bounds.add(values, from, to);
        encodePlain(values, from, to, width, target);
    }

    @Override
    int index(int from, int to, int[] target, int offset) {
        int taken = dictionary.index(values, from, to, target, offset);
        bounds.add(values, from, from + taken);
        return taken;
    }

    static void encodePlain(long[] values, int from, int to, int width, ByteSink out) {
        byte[] target = out.reserve((to - from) * width);
        int at = out.size();
        if (width == Long.BYTES) {
            for (int i = from; i < to; i++) {
                ByteSink.LONG.set(target, at + (i - from) * Long.BYTES, values[i]);
            }
        } else {
            for (int i = from; i < to; i++) {
                ByteSink.INT.set(target, at + (i - from) * Integer.BYTES, (int) values[i]);
            }
        }
        out.advance((to - from) * width);
    }

    private void loadLongs(long[] source, Match match) {
        if (match.everyValue()) {
            values = source;
            return;
        }

        int count = match.count();
        int[] indices = match.indices();
        values = reserve(count);
        for (int k = 0; k < count; k++) {
            values[k] = source[indices[k]];
        }
    }

    private void loadDoubles(double[] source, Match match) {
        int count = match.count();
        values = reserve(count);
        if (type.typeId() == TypeID.FLOAT) {
            for (int k = 0; k < count; k++) {
                values[k] = Float.floatToRawIntBits((float) source[match.index(k)]);
            }
        } else {
            for (int k = 0; k < count; k++) {
                values[k] = Double.doubleToRawLongBits(source[match.index(k)]);
            }
        }
    }

    private long[] reserve(int count) {
        if (buffer.length < count) {
            buffer = new long[count];
        }
        return buffer;
    }
}
