package io.millrace.formats.compress;

import static java.util.Objects.requireNonNull;

import com.github.luben.zstd.ZstdInputStream;
import io.millrace.formats.compress.Measured.Counted;
import io.millrace.spi.error.MillraceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.xerial.snappy.SnappyError;

/** The words after COMPRESSION, and what opens each. */
public enum Compression {
    /** Whatever the first bytes say; plain when they say nothing. Bare snappy and Hadoop's say nothing. */
    AUTO,
    GZIP,
    ZSTD,
    SNAPPY,
    LZ4,
    BZIP2,
    /** The files of an archive, one after the other, each on lines of its own. */
    ZIP,
    NONE;

    /**
     * A stream with what it truly is.
     *
     * @param stream the plain bytes
     * @param compression never AUTO
     */
    public record Opened(InputStream stream, Compression compression) {}

    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * The plain bytes of a stream, all members or frames of it one after the other. Reading throws an IOException when
     * the stream is corrupt, ends too early, or holds more than ten thousand times its size. Closing closes {@code in}, and
     * so does a failure to open.
     *
     * @throws IOException when the first bytes cannot be read, or are not of this compression
     */
    public InputStream open(InputStream in) throws IOException {
        return detect(in).stream();
    }

    /** As {@link #open}, and tells what the stream is. */
    public Opened detect(InputStream in) throws IOException {
        requireNonNull(in, "in is null");
        try {
            return this == NONE ? new Opened(in, this) : opened(in);
        } catch (IOException | MillraceException e) {
            try (in) {
                throw e;
            }
        } catch (RuntimeException | SnappyError e) {
            try (in) {
                throw Measured.corrupt(e);
            }
        }
    }

    private Opened opened(InputStream in) throws IOException {
        Counted counted = new Counted(in);
        BufferedInputStream buffered = new BufferedInputStream(counted, BUFFER_BYTES);
        buffered.mark(Magic.LONGEST);
        byte[] head = buffered.readNBytes(Magic.LONGEST);
        buffered.reset();
        Compression found = this == AUTO ? Magic.of(head) : this;
        InputStream plain = switch (found) {
            case GZIP -> new GzipStream(buffered);
            case ZSTD -> new ZstdInputStream(buffered);
            case SNAPPY -> SnappyStreams.open(buffered, head);
            case LZ4 -> new FramedLZ4CompressorInputStream(buffered, true);
            case BZIP2 -> new BZip2CompressorInputStream(buffered, true);
            case ZIP -> new ZipStream(buffered, Magic.isEmptyZip(head));
            case AUTO, NONE -> buffered;
        };
        return new Opened(found == NONE ? plain : new Measured(plain, counted), found);
    }

    /** The first bytes of compressed streams. */
    private static final class Magic {
        static final int LONGEST = 10;

        static Compression of(byte[] head) {
            if (begins(head, 0x1F, 0x8B)) {
                return GZIP;
            }
            boolean skippable = head.length >= 4 && (head[0] & 0xF0) == 0x50 && begins(head, head[0], 0x2A, 0x4D, 0x18);
            if (skippable || begins(head, 0x28, 0xB5, 0x2F, 0xFD)) {
                return ZSTD;
            }
            if (begins(head, 0x04, 0x22, 0x4D, 0x18)) {
                return LZ4;
            }
            if (begins(head, 'B', 'Z', 'h')) {
                return BZIP2;
            }
            if (begins(head, 'P', 'K', 3, 4) || isEmptyZip(head)) {
                return ZIP;
            }
            return begins(head, SnappyStreams.FRAMED) || begins(head, SnappyStreams.JAVA) ? SNAPPY : NONE;
        }

        static boolean isEmptyZip(byte[] head) {
            return begins(head, 'P', 'K', 5, 6);
        }

        private static boolean begins(byte[] head, byte[] magic) {
            int[] values = new int[magic.length];
            for (int i = 0; i < magic.length; i++) {
                values[i] = magic[i];
            }
            return begins(head, values);
        }

        private static boolean begins(byte[] head, int... magic) {
            for (int i = 0; i < magic.length; i++) {
                if (i >= head.length || head[i] != (byte) magic[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
