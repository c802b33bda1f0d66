package io.millrace.formats.compress;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Gzip of any number of members. {@link java.util.zip.GZIPInputStream} ends in silence after the first member when the
 * stream below has nothing available at that moment, or when the second is corrupt; this reads on, or fails. Zeros
 * after the last member are padding.
 */
final class GzipStream extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final BufferedInputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] single = new byte[1];
    private boolean inMember;
    private boolean atEnd;
    /** How much of {@link #buffer} the inflater was given; what is left of it follows the member. */
    private int given;

    private int next;

    GzipStream(InputStream in) throws IOException {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        beginMember(true);
    }

    @Override
    public int read() throws IOException {
        int count = read(single, 0, 1);
        return count < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!atEnd) {
            if (!inMember) {
                beginMember(false);
                continue;
            }
            int count = inflate(bytes, from, length);
            if (count > 0) {
                checksum.update(bytes, from, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return -1;
    }

    @Override
    public int available() throws IOException {
        return atEnd ? 0 : Math.min(1, in.available());
    }

    @Override
    public void close() throws IOException {
        atEnd = true;
        inflater.end();
        in.close();
    }

    private int inflate(byte[] bytes, int from, int length) throws IOException {
        try {
            int count = inflater.inflate(bytes, from, length);
            if (count == 0 && inflater.needsDictionary()) {
                throw new ZipException("gzip data needs a dictionary");
            }
            if (count == 0 && inflater.needsInput() && !inflater.finished()) {
                fill();
                inflater.setInput(buffer, next, given - next);
                next = given;
            }
            return count;
        } catch (DataFormatException e) {
            throw new ZipException("gzip data is corrupt: " + e.getMessage());
        }
    }

    private void fill() throws IOException {
        if (next < given) {
            return;
        }
        next = 0;
        given = Math.max(0, in.read(buffer, 0, buffer.length));
        if (given == 0) {
            throw new EOFException("gzip data ends in the middle");
        }
    }

    private void beginMember(boolean first) throws IOException {
        int c = nextOrEnd();
        while (!first && c == 0) {
            c = nextOrEnd();
        }
        if (c < 0) {
            atEnd = true;
            return;
        }
        if (c != 0x1F || nextByte() != 0x8B) {
            throw new ZipException(first ? "not gzip data" : "gzip data is followed by something else");
        }
        if (nextByte() != 8) {
            throw new ZipException("unknown gzip method");
        }
        skipHeader(nextByte());
        inflater.reset();
        checksum.reset();
        inMember = true;
    }

    private void skipHeader(int flags) throws IOException {
        if ((flags & RESERVED) != 0) {
            throw new ZipException("unknown gzip flags");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(nextByte() | nextByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(2);
        }
    }

    private void endMember() throws IOException {
        next = given - inflater.getRemaining();
        inMember = false;
        if (nextInt() != checksum.getValue()) {
            throw new ZipException("gzip data is corrupt: wrong checksum");
        }
        if (nextInt() != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new ZipException("gzip data is corrupt: wrong length");
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            nextByte();
        }
    }

    private void skipText() throws IOException {
        while (nextByte() != 0) {}
    }

    private long nextInt() throws IOException {
        long low = nextByte() | nextByte() << 8 | nextByte() << 16;
        return low | (long) nextByte() << 24;
    }

    private int nextByte() throws IOException {
        int c = nextOrEnd();
        if (c < 0) {
            throw new EOFException("gzip data ends in the middle");
        }
        return c;
    }

    private int nextOrEnd() throws IOException {
        if (next == given) {
            next = 0;
            given = Math.max(0, in.read(buffer, 0, buffer.length));
            if (given == 0) {
                return -1;
            }
        }
        return buffer[next++] & 0xFF;
    }
}
