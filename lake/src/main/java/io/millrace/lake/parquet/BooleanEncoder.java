package io.millrace.lake.parquet;

import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.Vector;
import java.util.Optional;
import org.apache.parquet.format.Statistics;

/** BOOLEAN: one bit a value, the lowest first. */
final class BooleanEncoder extends ValueEncoder {
    private final BooleanBounds bounds = new BooleanBounds();
    private boolean[] values = new boolean[0];
    private boolean[] buffer = new boolean[0];
    private int bitsUsed;

    BooleanEncoder() {
        super(0);
    }

    @Override
    void load(Vector vector, Match match) {
        values = ((BooleanVector) vector).values();
        if (match.everyValue()) {
            return;
        }

        if (buffer.length < match.count()) {
            buffer = new boolean[match.count()];
        }
        for (int k = 0; k < match.count(); k++) {
            buffer[k] = values[match.index(k)];
        }
        values = buffer;
    }

    @Override
    long plainBytes(int from, int to) {
        return ((long) to - from + Byte.SIZE - 1) / Byte.SIZE;
    }

    @Override
    Bounds bounds() {
        return bounds;
    }

    @Override
    Bounds newBounds() {
        return new BooleanBounds();
    }

    @Override
    Dictionary dictionary() {
        return NoDictionary.INSTANCE;
    }

    @Override
    void encodePlain(int from, int to, ByteSink target) {
        if (target.size() == 0) {
            bitsUsed = 0;
        }
        for (int i = from; i < to; i++) {
            if ((bitsUsed & (Byte.SIZE - 1)) == 0) {
                target.write(0);
            }
            if (values[i]) {
                target.bytes()[target.size() - 1] |= (byte) (1 << (bitsUsed & (Byte.SIZE - 1)));
            }
            bitsUsed++;
            bounds.add(values[i]);
        }
    }

    @Override
    int index(int from, int to, int[] target, int offset) {
        return 0;
    }

    private enum NoDictionary implements Dictionary {
        INSTANCE;

        @Override
        public boolean possible() {
            return false;
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public long plainBytes() {
            return 0;
        }

        @Override
        public void encode(ByteSink out) {}

        @Override
        public void expand(int[] indices, int count, ByteSink out) {}

        @Override
        public long memory() {
            return 0;
        }

        @Override
        public void clear() {}

        @Override
        public void release() {}
    }

    private static final class BooleanBounds implements Bounds {
        private boolean anyFalse;
        private boolean anyTrue;

        void add(boolean value) {
            anyTrue |= value;
            anyFalse |= !value;
        }

        @Override
        public void merge(Bounds other) {
            anyFalse |= ((BooleanBounds) other).anyFalse;
            anyTrue |= ((BooleanBounds) other).anyTrue;
        }

        @Override
        public void clear() {
            anyFalse = false;
            anyTrue = false;
        }

        @Override
        public void describe(Statistics statistics) {
            if (anyFalse || anyTrue) {
                statistics.setMin_value(new byte[] {(byte) (anyFalse ? 0 : 1)});
                statistics.setMax_value(new byte[] {(byte) (anyTrue ? 1 : 0)});
                statistics.setIs_min_value_exact(true);
                statistics.setIs_max_value_exact(true);
            }
        }

        @Override
        public Optional<Object> lower() {
            return anyFalse || anyTrue ? Optional.of(!anyFalse) : Optional.empty();
        }

        @Override
        public Optional<Object> upper() {
            return anyFalse || anyTrue ? Optional.of(anyTrue) : Optional.empty();
        }
    }
}
