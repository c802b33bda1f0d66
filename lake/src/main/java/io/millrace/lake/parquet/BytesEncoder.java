package io.millrace.lake.parquet;

import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.Vector;
import org.apache.iceberg.types.Type;

/** BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY: texts, bytes, UUIDs and wide decimals. */
final class BytesEncoder extends ValueEncoder {
    static final int VARIABLE = -1;
    private static final int LENGTH_BYTES = Integer.BYTES;

    private final Type type;
    private final String name;
    private final int width;
    private final int prefix;
    private final BytesBounds bounds;
    private final BytesDictionary dictionary;
    private byte[] bytes = new byte[0];
    private int[] ends = new int[0];
    private int[] endBuffer = new int[0];
    private final ByteSink byteBuffer = new ByteSink();

    /** @param width of every value, or {@link #VARIABLE} */
    BytesEncoder(Type type, String name, int width, int dictionaryBytes) {
        super(dictionaryBytes);
        this.type = type;
        this.name = name;
        this.width = width;
        this.prefix = width == VARIABLE ? LENGTH_BYTES : 0;
        this.bounds = new BytesBounds(type);
        this.dictionary = new BytesDictionary(prefix);
    }

    @Override
    void load(Vector vector, Match match) {
        if (vector instanceof DecimalVector decimals) {
            loadDecimals(decimals, match);
        } else {
            loadBytes((BytesVector) vector, match);
        }
    }

    @Override
    long plainBytes(int from, int to) {
        return from == to ? 0 : ends[to - 1] - start(from) + (long) prefix * (to - from);
    }

    @Override
    Bounds bounds() {
        return bounds;
    }

    @Override
    Bounds newBounds() {
        return new BytesBounds(type);
    }

    @Override
    Dictionary dictionary() {
        return dictionary;
    }

    @Override
    void encodePlain(int from, int to, ByteSink target) {
        if (from == to) {
            return;
        }

        int size = Math.toIntExact(plainBytes(from, to));
        byte[] out = target.reserve(size);
        int at = target.size();
        int start = start(from);
        for (int i = from; i < to; i++) {
            int end = ends[i];
            int length = end - start;
            if (prefix > 0) {
                ByteSink.INT.set(out, at, length);
                at += LENGTH_BYTES;
            }
            System.arraycopy(bytes, start, out, at, length);
            at += length;
            bounds.add(bytes, start, end);
            start = end;
        }
        target.advance(size);
    }

    @Override
    int index(int from, int to, int[] target, int offset) {
        int start = from < to ? start(from) : 0;
        for (int i = from; i < to; i++) {
            int end = ends[i];
            int hash = BytesDictionary.hash(bytes, start, end);
            int index = dictionary.find(bytes, start, end, hash);
            if (index < 0) {
                index = full() ? -1 : dictionary.add(bytes, start, end, hash);
                if (index < 0) {
                    return i - from;
                }
                bounds.add(bytes, start, end);
            }
            target[offset + i - from] = index;
            start = end;
        }
        return to - from;
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private void loadBytes(BytesVector vector, Match match) {
        bytes = vector.bytes();
        ends = vector.ends();
        if (!match.everyValue()) {
            gather(vector, match);
        }
        for (int i = 0; width != VARIABLE && i < match.count(); i++) {
            if (ends[i] - start(i) != width) {
                throw new IllegalStateException("Cannot write column: " + name + " has a value of "
                        + (ends[i] - start(i)) + " bytes where there must be " + width);
            }
        }
    }

    private void gather(BytesVector vector, Match match) {
        byteBuffer.clear();
        reserveEnds(match.count());
        for (int k = 0; k < match.count(); k++) {
            int index = match.index(k);
            int start = vector.start(index);
            byteBuffer.write(vector.bytes(), start, vector.end(index) - start);
            endBuffer[k] = byteBuffer.size();
        }
        bytes = byteBuffer.bytes();
        ends = endBuffer;
    }

    private void loadDecimals(DecimalVector vector, Match match) {
        byteBuffer.clear();
        reserveEnds(match.count());
        for (int k = 0; k < match.count(); k++) {
            int index = match.index(k);
            for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                long half = shift >= Long.SIZE ? vector.high()[index] : vector.low()[index];
                byteBuffer.write((int) (half >>> (shift & (Long.SIZE - 1))));
            }
            endBuffer[k] = byteBuffer.size();
        }
        bytes = byteBuffer.bytes();
        ends = endBuffer;
    }

    private void reserveEnds(int count) {
        if (endBuffer.length < count) {
            endBuffer = new int[count];
        }
    }
}
