package io.millrace.formats.compress;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyFramedInputStream;
import org.xerial.snappy.SnappyInputStream;

/**
 * The four ways in which snappy is stored: in frames, as the Java library does, in Hadoop's blocks, and bare. The last two
 * cannot be told from anything else by their first bytes, only from each other.
 */
final class SnappyStreams {
    static final byte[] FRAMED = {(byte) 0xFF, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
    static final byte[] JAVA = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};

    /** A block in one piece has to fit into memory. */
    private static final int LARGEST = 256 << 20;

    private SnappyStreams() {}

    /** @param head the first bytes of the stream */
    static InputStream open(BufferedInputStream in, byte[] head) throws IOException {
        if (begins(head, FRAMED)) {
            return new SnappyFramedInputStream(in, true);
        }
        if (begins(head, JAVA)) {
            return new SnappyInputStream(in);
        }
        return isHadoop(head) ? new HadoopBlocks(in) : bare(in);
    }

    private static boolean begins(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    /** A block begins with its two sizes, and the compressed part with the uncompressed size again. */
    private static boolean isHadoop(byte[] head) {
        if (head.length < 9) {
            return head.length == 4 && number(head, 0) == 0;
        }
        long plain = number(head, 0);
        long compressed = number(head, 4);
        return plain <= LARGEST && compressed <= LARGEST && head[0] == 0 && (plain == 0 || compressed > 0);
    }

    private static long number(byte[] b, int at) {
        return (b[at] & 0xFFL) << 24 | (b[at + 1] & 0xFF) << 16 | (b[at + 2] & 0xFF) << 8 | (b[at + 3] & 0xFF);
    }

    private static InputStream bare(InputStream in) throws IOException {
        byte[] compressed = in.readNBytes(LARGEST);
        if (compressed.length == LARGEST) {
            throw new IOException("snappy data is too large for one piece; store it in frames");
        }
        return new ByteArrayInputStream(uncompress(compressed, LARGEST));
    }

    private static byte[] uncompress(byte[] compressed, long most) throws IOException {
        try {
            if (compressed.length == 0 || !Snappy.isValidCompressedBuffer(compressed)) {
                throw new IOException("not snappy data, or corrupt");
            }
            if (Snappy.uncompressedLength(compressed) > most) {
                throw new IOException("snappy data is corrupt: a block is larger than it says");
            }
            return Snappy.uncompress(compressed);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("snappy data is corrupt", e);
        }
    }

    /** Hadoop: blocks of a size and one or more compressed pieces that make it up. */
    private static final class HadoopBlocks extends InputStream {
        private final DataInputStream in;
        private byte[] piece = {};
        private int at;
        private long left;

        HadoopBlocks(InputStream in) {
            this.in = new DataInputStream(in);
        }

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
                if (left == 0) {
                    int first = in.read();
                    if (first < 0) {
                        return false;
                    }
                    left = (long) first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
                    continue;
                }
                int size = in.readInt();
                if (size <= 0 || size > LARGEST) {
                    throw new IOException("snappy data is corrupt: a piece of " + size + " bytes");
                }
                byte[] compressed = in.readNBytes(size);
                if (compressed.length < size) {
                    throw new EOFException("snappy data ends in the middle");
                }
                piece = uncompress(compressed, left);
                at = 0;
                left -= piece.length;
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
