package io.millrace.formats.compress;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** A stream of pieces that are compressed one by one, each behind its size. A piece is as large as its bytes, not as it says. */
abstract class SnappyPieces extends InputStream {
    final DataInputStream in;
    private byte[] piece = {};
    private int at;

    SnappyPieces(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** The next piece, which may be empty; null at the end. */
    abstract byte[] next() throws IOException;

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, bytes, from, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (at == piece.length) {
            byte[] next = next();
            if (next == null) {
                return false;
            }
            piece = next;
            at = 0;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The first byte of a size and the three that follow it. */
    final int number(int first) throws IOException {
        return first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    }

    final byte[] uncompress(int size, long most) throws IOException {
        if (size <= 0 || size > SnappyStreams.LARGEST) {
            throw new IOException("snappy data is corrupt: a piece of " + size + " bytes");
        }
        byte[] compressed = in.readNBytes(size);
        if (compressed.length < size) {
            throw new EOFException("snappy data ends in the middle");
        }
        return SnappyStreams.uncompress(compressed, most);
    }

    /** Blocks of a size and one or more compressed pieces that make it up. */
    static final class Hadoop extends SnappyPieces {
        private long left;

        Hadoop(InputStream in) {
            super(in);
        }

        @Override
        byte[] next() throws IOException {
            while (left == 0) {
                int first = in.read();
                if (first < 0) {
                    return null;
                }
                left = number(first) & 0xFFFF_FFFFL;
            }
            byte[] piece = uncompress(in.readInt(), left);
            left -= piece.length;
            return piece;
        }
    }

    /** Chunks of a kind and a length, those with data behind a checksum. */
    static final class Framed extends SnappyPieces {
        private static final int COMPRESSED = 0;
        private static final int PLAIN = 1;
        private static final int FIRST_TO_PASS_OVER = 0x80;
        private static final int CHECKSUM_BYTES = 4;
        private static final int MASK = 0xA282_EAD8;

        private final CRC32C checksum = new CRC32C();

        Framed(InputStream in) {
            super(in);
        }

        @Override
        byte[] next() throws IOException {
            int kind = in.read();
            if (kind < 0) {
                return null;
            }
            int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
            if (kind >= FIRST_TO_PASS_OVER) {
                in.skipNBytes(length);
                return new byte[0];
            }
            if (kind > PLAIN || length < CHECKSUM_BYTES) {
                throw new IOException("snappy data is corrupt: a chunk of kind " + kind + " and " + length + " bytes");
            }
            int expected = Integer.reverseBytes(in.readInt());
            byte[] piece = kind == COMPRESSED
                    ? uncompress(length - CHECKSUM_BYTES, SnappyStreams.LARGEST)
                    : plain(length - CHECKSUM_BYTES);
            checksum.reset();
            checksum.update(piece);
            if (Integer.rotateRight((int) checksum.getValue(), 15) + MASK != expected) {
                throw new IOException("snappy data is corrupt: a chunk does not have its checksum");
            }
            return piece;
        }

        private byte[] plain(int length) throws IOException {
            byte[] piece = in.readNBytes(length);
            if (piece.length < length) {
                throw new EOFException("snappy data ends in the middle");
            }
            return piece;
        }
    }

    /** Pieces behind a header, which may come again where streams were put together. */
    static final class Java extends SnappyPieces {
        private static final int HEADER = 0x8253_4E41;
        private static final int REST_OF_HEADER = 12;

        Java(InputStream in) {
            super(in);
        }

        @Override
        byte[] next() throws IOException {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            int size = number(first);
            if (size != HEADER) {
                return uncompress(size, SnappyStreams.LARGEST);
            }
            in.skipNBytes(REST_OF_HEADER);
            return new byte[0];
        }
    }
}
