package io.millrace.formats.binary;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes that grow up to a limit; the memory is kept for the next use. */
public final class Buffer {
    private static final int FIRST_BYTES = 1 << 16;

    private final int limit;
    private byte[] bytes = new byte[0];
    private int length;

    public Buffer(int limit) {
        this.limit = limit;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** @throws IOException when that is more than the limit */
    public void append(byte[] source, int from, int count) throws IOException {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /**
     * Makes room for {@code count} more bytes after {@link #length}; {@link #advance} counts what was written.
     *
     * @throws IOException when that is more than the limit
     */
    public byte[] reserve(int count) throws IOException {
        if (count < 0 || count > limit - length) {
            throw new IOException("more than " + limit + " bytes");
        }
        if (bytes.length - length < count) {
            long wanted = Math.max(length + (long) count, Math.max(FIRST_BYTES, bytes.length * 2L));
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, wanted));
        }
        return bytes;
    }

    public void advance(int count) {
        length += count;
    }

    /**
     * Reads a stream to its end.
     *
     * @throws IOException when it fails, or is longer than the limit
     */
    public void fill(InputStream in) throws IOException {
        while (true) {
            if (length == bytes.length) {
                if (length == limit) {
                    if (in.read() < 0) {
                        return;
                    }
                    throw new IOException("more than " + limit + " bytes");
                }
                reserve(1);
            }
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return;
            }
            length += count;
        }
    }
}
