package io.millrace.formats.compress;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/**
 * The four ways in which snappy is stored: in frames, as the Java library does, in Hadoop's blocks, and bare. The last two
 * cannot be told from anything else by their first bytes, only from each other.
 */
final class SnappyStreams {
    static final byte[] FRAMED = {(byte) 0xFF, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
    static final byte[] JAVA = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};

    /** A block in one piece has to fit into memory. */
    static final int LARGEST = 256 << 20;

    private SnappyStreams() {}

    /** @param head the first bytes of the stream */
    static InputStream open(BufferedInputStream in, byte[] head) throws IOException {
        if (begins(head, FRAMED)) {
            return new SnappyPieces.Framed(in);
        }
        if (begins(head, JAVA)) {
            return new SnappyPieces.Java(in);
        }
        return isHadoop(head) ? new SnappyPieces.Hadoop(in) : bare(in);
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

    static byte[] uncompress(byte[] compressed, long most) throws IOException {
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
}
