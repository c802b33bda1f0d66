package io.millrace.lake.parquet;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.apache.parquet.format.Statistics;

/**
 * Bounds of numbers that are handled as bits. Floating point is compared as {@link Double#compare} does, without the
 * values that are not a number.
 */
abstract sealed class NumberBounds implements Bounds {
    private final Type type;
    private final int width;

    private NumberBounds(Type type, int width) {
        this.type = type;
        this.width = width;
    }

    static NumberBounds of(Type type, int width) {
        return type.typeId() == TypeID.FLOAT || type.typeId() == TypeID.DOUBLE
                ? new Floating(type, width)
                : new Whole(type, width);
    }

    abstract void add(long[] bits, int from, int to);

    final Type type() {
        return type;
    }

    final byte[] plain(long bits) {
        ByteBuffer buffer = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
        if (width == Long.BYTES) {
            buffer.putLong(bits);
        } else {
            buffer.putInt((int) bits);
        }
        return buffer.array();
    }

    private static final class Whole extends NumberBounds {
        private long min;
        private long max;

        private Whole(Type type, int width) {
            super(type, width);
            clear();
        }

        @Override
        void add(long[] bits, int from, int to) {
            long least = min;
            long greatest = max;
            for (int i = from; i < to; i++) {
                least = Math.min(least, bits[i]);
                greatest = Math.max(greatest, bits[i]);
            }
            min = least;
            max = greatest;
        }

        @Override
        public void merge(Bounds other) {
            min = Math.min(min, ((Whole) other).min);
            max = Math.max(max, ((Whole) other).max);
        }

        @Override
        public void clear() {
            min = Long.MAX_VALUE;
            max = Long.MIN_VALUE;
        }

        @Override
        public void describe(Statistics statistics) {
            if (min <= max) {
                statistics.setMin_value(plain(min));
                statistics.setMax_value(plain(max));
                statistics.setIs_min_value_exact(true);
                statistics.setIs_max_value_exact(true);
            }
        }

        @Override
        public Optional<Object> lower() {
            return min <= max ? Optional.of(object(min)) : Optional.empty();
        }

        @Override
        public Optional<Object> upper() {
            return min <= max ? Optional.of(object(max)) : Optional.empty();
        }

        private Object object(long value) {
            return switch (type().typeId()) {
                case DECIMAL -> BigDecimal.valueOf(value, ((Types.DecimalType) type()).scale());
                case INTEGER, DATE -> (int) value;
                default -> value;
            };
        }
    }

    private static final class Floating extends NumberBounds {
        private boolean found;
        private double min;
        private double max;
        private long notNumbers;

        private Floating(Type type, int width) {
            super(type, width);
            clear();
        }

        @Override
        void add(long[] bits, int from, int to) {
            boolean narrow = type().typeId() == TypeID.FLOAT;
            for (int i = from; i < to; i++) {
                double value = narrow ? Float.intBitsToFloat((int) bits[i]) : Double.longBitsToDouble(bits[i]);
                if (value > min && value < max) {
                    continue;
                }

                if (Double.isNaN(value)) {
                    notNumbers++;
                } else {
                    widen(value);
                }
            }
        }

        @Override
        public void merge(Bounds other) {
            Floating that = (Floating) other;
            notNumbers += that.notNumbers;
            if (that.found) {
                widen(that.min);
                widen(that.max);
            }
        }

        @Override
        public void clear() {
            found = false;
            min = 0;
            max = 0;
            notNumbers = 0;
        }

        /** A reader that orders NaN anywhere must not be told of bounds that leave them out. */
        @Override
        public void describe(Statistics statistics) {
            if (found && notNumbers == 0) {
                statistics.setMin_value(plain(bits(min == 0 ? -0.0 : min)));
                statistics.setMax_value(plain(bits(max == 0 ? 0.0 : max)));
            }
        }

        @Override
        public Optional<Object> lower() {
            return found ? Optional.of(object(min)) : Optional.empty();
        }

        @Override
        public Optional<Object> upper() {
            return found ? Optional.of(object(max)) : Optional.empty();
        }

        @Override
        public long notNumbers() {
            return notNumbers;
        }

        private void widen(double value) {
            if (!found || Double.compare(value, min) < 0) {
                min = value;
            }
            if (!found || Double.compare(value, max) > 0) {
                max = value;
            }
            found = true;
        }

        private long bits(double value) {
            return type().typeId() == TypeID.FLOAT
                    ? Float.floatToRawIntBits((float) value)
                    : Double.doubleToRawLongBits(value);
        }

        private Object object(double value) {
            return type().typeId() == TypeID.FLOAT ? (Object) (float) value : (Object) value;
        }
    }
}
