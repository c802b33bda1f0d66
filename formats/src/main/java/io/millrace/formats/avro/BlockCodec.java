package io.millrace.formats.avro;

import com.github.luben.zstd.ZstdInputStream;
import io.millrace.formats.binary.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;
import org.xerial.snappy.Snappy;

/** How the blocks of a file are compressed. */
enum BlockCodec {
    NULL("null"),
    DEFLATE("deflate"),
    SNAPPY("snappy"),
    ZSTANDARD("zstandard"),
    BZIP2("bzip2"),
    XZ("xz");

    private static final int XZ_MEMORY_KIB = 128 << 10;

    private final String label;

    BlockCodec(String label) {
        this.label = label;
    }

    /** The codec of the name in a file's header; a file that names none has none. */
    static Optional<BlockCodec> find(String name) {
        for (BlockCodec codec : values()) {
            if (codec.label.equals(name)) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    /** Whether the beginning of a block can be read without its end. */
    boolean readsBeginnings() {
        return this == NULL;
    }

    /**
     * Puts the plain bytes of {@code b[from, to)} into the buffer.
     *
     * @throws IOException when they are damaged, or more than the buffer may hold
     */
    void decompress(byte[] b, int from, int to, Buffer into) throws IOException {
        into.clear();
        switch (this) {
            case NULL -> into.append(b, from, to - from);
            case SNAPPY -> snappy(b, from, to, into);
            default -> {
                try (InputStream stream = open(new ByteArrayInputStream(b, from, to - from))) {
                    into.fill(stream);
                }
            }
        }
    }

    private InputStream open(InputStream in) throws IOException {
        return switch (this) {
            case DEFLATE -> new RawInflaterStream(in);
            case ZSTANDARD -> new ZstdInputStream(in);
            case BZIP2 -> new BZip2CompressorInputStream(in);
            default -> new XZInputStream(in, XZ_MEMORY_KIB);
        };
    }

    private static void snappy(byte[] b, int from, int to, Buffer into) throws IOException {
        int end = to - Integer.BYTES;
        if (end < from) {
            throw new IOException("a snappy block without a checksum");
        }
        int length = Snappy.uncompressedLength(b, from, end - from);
        byte[] plain = into.reserve(length);
        Snappy.uncompress(b, from, end - from, plain, 0);
        into.advance(length);
        CRC32 checksum = new CRC32();
        checksum.update(plain, 0, length);
        int written = (b[end] & 0xFF) << 24 | (b[end + 1] & 0xFF) << 16 | (b[end + 2] & 0xFF) << 8 | b[end + 3] & 0xFF;
        if ((int) checksum.getValue() != written) {
            throw new IOException("a snappy block's checksum is not that of its bytes");
        }
    }

    /** Deflate without a header; the inflater's memory outside the heap is given back at once. */
    private static final class RawInflaterStream extends InflaterInputStream {
        RawInflaterStream(InputStream in) {
            super(in, new Inflater(true));
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }
}
