package io.millrace.connector.files;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** How a file is compressed. */
enum Compression {
    AUTO,
    NONE,
    GZIP,
    ZSTD;

    private static final int BUFFER = 64 << 10;
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    /** Known by sight and refused: as text they would give one senseless reject after the other. */
    private static final Map<String, byte[]> UNSUPPORTED = Map.of(
            "bzip2", new byte[] {'B', 'Z', 'h'},
            "lz4", new byte[] {0x04, 0x22, 0x4d, 0x18},
            "xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0},
            "snappy", "\u00ff\u0006\u0000\u0000sNaPpY".getBytes(StandardCharsets.ISO_8859_1),
            "zip", new byte[] {'P', 'K', 3, 4});

    private static final int LONGEST_MAGIC = 10;

    /**
     * A stream with what it truly is.
     *
     * @param compression never AUTO
     */
    record Opened(InputStream stream, Compression compression) {}

    /** Opens {@code raw} for reading what was compressed; throws when it is not what this says. */
    Opened open(InputStream raw) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(raw, LONGEST_MAGIC);
        byte[] head = stream.readNBytes(LONGEST_MAGIC);
        stream.unread(head);
        Compression actual = this == AUTO ? detect(head) : this;
        return new Opened(
                switch (actual) {
                    case AUTO, NONE -> stream;
                    case GZIP -> new StrictGzip(stream);
                    case ZSTD -> new ZstdInputStreamNoFinalizer(stream);
                },
                actual);
    }

    private static Compression detect(byte[] head) throws IOException {
        if (startsWith(head, GZIP_MAGIC)) {
            return GZIP;
        }
        if (startsWith(head, ZSTD_MAGIC)) {
            return ZSTD;
        }
        for (Map.Entry<String, byte[]> other : UNSUPPORTED.entrySet()) {
            if (startsWith(head, other.getValue())) {
                throw new IOException("compression is not supported: " + other.getKey());
            }
        }
        return NONE;
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    /** The JDK's stream, but for what follows the end of the compressed data: that passes over it in silence. */
    private static final class StrictGzip extends GZIPInputStream {
        private static final int TRAILER = 8;

        StrictGzip(InputStream in) throws IOException {
            super(in, BUFFER);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count < 0 && (inf.getRemaining() > TRAILER || in.available() > 0)) {
                throw new ZipException("what follows the end of its compressed data is something else");
            }
            return count;
        }
    }
}
