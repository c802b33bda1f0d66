package io.millrace.spi.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts in UTF-8, or bytes: one after the other in one array. Value {@code i} is {@code [start(i), end(i))}. */
public final class BytesVector extends Vector {
    private static final int INITIAL_BYTES = 1024;

    private int[] ends = new int[initialCapacity()];
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int used;

    /** All values, one after the other. */
    public byte[] bytes() {
        return bytes;
    }

    /** The exclusive end of each value in {@link #bytes()}. */
    public int[] ends() {
        return ends;
    }

    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    public int end(int index) {
        return ends[index];
    }

    /** How many bytes the values take together. */
    public int byteSize() {
        return used;
    }

    /** Appends a copy of {@code source[from, to)}. */
    public void append(int slot, byte[] source, int from, int to) {
        int length = to - from;
        reserve(length);
        System.arraycopy(source, from, bytes, used, length);
        commit(slot, length);
    }

    /**
     * Makes room for {@code length} bytes and returns the offset at which to write them into {@link #bytes()}; call
     * {@link #commit} with the bytes truly written, or nothing to leave the vector as it was.
     */
    public int reserve(int length) {
        if (bytes.length - used < length) {
            bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length + (bytes.length >> 1)));
        }
        return used;
    }

    /** Makes the {@code length} bytes written after {@link #reserve} the value of {@code slot}. */
    public void commit(int slot, int length) {
        int index = push(slot);
        used += length;
        ends[index] = used;
    }

    /** Value {@code index} as text: for messages, conversions and tests. */
    public String string(int index) {
        int start = start(index);
        return new String(bytes, start, ends[index] - start, StandardCharsets.UTF_8);
    }

    @Override
    void advanced() {
        used = size() == 0 ? 0 : ends[size() - 1];
    }

    @Override
    void truncated(int slot) {
        used = size() == 0 ? 0 : ends[size() - 1];
    }

    @Override
    void grow(int capacity) {
        ends = Arrays.copyOf(ends, capacity);
    }
}
