package io.millrace.formats.compress;

import static java.util.Objects.requireNonNull;

import com.github.luben.zstd.ZstdInputStream;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The words after COMPRESSION, and what opens each. */
public enum Compression {
    /** Whatever the first bytes say; plain when they say nothing. */
    AUTO,
    GZIP,
    ZSTD,
    SNAPPY,
    LZ4,
    BZIP2,
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
     * the stream is corrupt or ends too early. Closing closes {@code in}, and so does a failure to open.
     *
     * @throws IOException when the first bytes cannot be read, or are not of this compression
     * @throws MillraceException NOT_YET_AVAILABLE for SNAPPY, LZ4 and BZIP2, named or found by AUTO
     */
    public InputStream open(InputStream in) throws IOException {
        return detect(in).stream();
    }

    /** As {@link #open}, and tells what the stream is. */
    public Opened detect(InputStream in) throws IOException {
        requireNonNull(in, "in is null");
        try {
            return opened(in);
        } catch (IOException | RuntimeException e) {
            try (in) {
                throw e;
            }
        }
    }

    private Opened opened(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> new Opened(in, this);
            case GZIP -> new Opened(new GzipStream(in), this);
            case ZSTD -> new Opened(new ZstdInputStream(new BufferedInputStream(in, BUFFER_BYTES)), this);
            case AUTO -> {
                BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
                yield sniff(buffered).opened(buffered);
            }
            case SNAPPY, LZ4, BZIP2 ->
                throw new MillraceException(ErrorCode.NOT_YET_AVAILABLE, "Cannot read compression: " + this)
                        .withHint("available: GZIP, ZSTD, NONE");
        };
    }

    private static Compression sniff(BufferedInputStream in) throws IOException {
        in.mark(Magic.LONGEST);
        byte[] head = in.readNBytes(Magic.LONGEST);
        in.reset();
        return Magic.of(head);
    }

    /** The first bytes of compressed streams. */
    private static final class Magic {
        static final int LONGEST = 10;

        private static final byte[] SNAPPY_FRAME = {(byte) 0xFF, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};

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
            return Arrays.equals(head, SNAPPY_FRAME) ? SNAPPY : NONE;
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
