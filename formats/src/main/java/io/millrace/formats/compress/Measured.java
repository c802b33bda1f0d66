package io.millrace.formats.compress;

import io.millrace.spi.error.MillraceException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.xerial.snappy.SnappyError;

/** What comes out of a compressed stream, as long as it is no more than a stream of that size can mean. */
final class Measured extends FilterInputStream {
    /** Below it, nothing is too much. */
    private static final long ALWAYS_FINE = 256L << 20;

    private static final long MOST_PER_BYTE = 10_000;

    private final Counted source;
    private long produced;

    /** @param source what {@code plain} reads from */
    Measured(InputStream plain, Counted source) {
        super(plain);
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count;
        try {
            count = super.read(bytes, from, length);
        } catch (MillraceException e) {
            throw e;
        } catch (RuntimeException | SnappyError e) {
            throw corrupt(e);
        }
        measure(Math.max(0, count));
        return count;
    }

    /** What a library has to say of bytes that it did not expect. */
    static IOException corrupt(Throwable e) {
        return new IOException("compressed data is corrupt: " + e.getMessage(), e);
    }

    private void measure(int count) throws IOException {
        produced += count;
        if (produced > ALWAYS_FINE && produced / MOST_PER_BYTE > source.count) {
            throw new IOException("compressed data holds more than " + MOST_PER_BYTE + " times its size: "
                    + source.count + " bytes became " + produced);
        }
    }

    /** Counts the compressed bytes. */
    static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            count += c < 0 ? 0 : 1;
            return c;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count += Math.max(0, read);
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
