package io.millrace.spi.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Exact decimals of at most 38 digits; each value has a scale of its own until the column is conformed. */
public final class DecimalVector extends Vector {
    private long[] high = new long[initialCapacity()];
    private long[] low = new long[initialCapacity()];
    private byte[] scales = new byte[initialCapacity()];

    /** The upper 64 bits of each unscaled value, two's complement. */
    public long[] high() {
        return high;
    }

    /** The lower 64 bits of each unscaled value. */
    public long[] low() {
        return low;
    }

    /** The number of digits after the point of each value, 0 to 38. */
    public byte[] scales() {
        return scales;
    }

    public void append(int slot, long highBits, long lowBits, int scale) {
        int index = push(slot);
        high[index] = highBits;
        low[index] = lowBits;
        scales[index] = (byte) scale;
    }

    /** Value {@code index} as an object: for messages, conversions and tests. */
    public BigDecimal decimal(int index) {
        BigInteger unscaled = BigInteger.valueOf(high[index])
                .shiftLeft(64)
                .add(BigInteger.valueOf(low[index] >>> 1).shiftLeft(1))
                .add(BigInteger.valueOf(low[index] & 1));
        return new BigDecimal(unscaled, scales[index]);
    }

    @Override
    void truncated(int slot) {}

    @Override
    void grow(int capacity) {
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        scales = Arrays.copyOf(scales, capacity);
    }
}
