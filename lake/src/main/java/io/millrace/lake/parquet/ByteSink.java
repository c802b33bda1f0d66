package io.millrace.lake.parquet;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte array, little endian. */
final class ByteSink extends OutputStream {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle BIG_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int KEPT = 1 << 12;

    private byte[] bytes = new byte[256];
    private int size;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    int capacity() {
        return bytes.length;
    }

    void clear() {
        size = 0;
    }

    /** Empties the buffer and gives back what it took beyond a small start. */
    void release() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[KEPT];
        }
    }

    /** Makes room for {@code count} more bytes; returns the array to write them into, from {@link #size()} on. */
    byte[] reserve(int count) {
        int needed = Math.addExact(size, count);
        if (needed > bytes.length) {
            long grown = Math.min(bytes.length + (long) (bytes.length >> 1), Integer.MAX_VALUE - 16);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, grown));
        }
        return bytes;
    }

    /** Takes {@code count} bytes that were written after {@link #reserve}. */
    void advance(int count) {
        size += count;
    }

    @Override
    public void write(int value) {
        reserve(1)[size++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int from, int count) {
        System.arraycopy(source, from, reserve(count), size, count);
        size += count;
    }

    void writeInt(int value) {
        INT.set(reserve(Integer.BYTES), size, value);
        size += Integer.BYTES;
    }

    /** An unsigned number, 7 bits a byte, the lowest first. */
    void writeVarInt(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        write(rest);
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }
}
