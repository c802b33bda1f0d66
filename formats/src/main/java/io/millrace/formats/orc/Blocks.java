package io.millrace.formats.orc;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.lzo.LzoDecompressor;
import io.millrace.formats.spool.SpoolFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.orc.OrcProto.CompressionKind;
import org.brotli.dec.BrotliInputStream;
import org.xerial.snappy.Snappy;

/** Reads the blocks of a file's streams, each into the memory of its stream; all of them together stay below a limit. */
final class Blocks implements AutoCloseable {
    /** Of the blocks and dictionaries of all streams of a stripe. */
    private static final long MOST_HELD = 256L << 20;

    private static final int HEADER_BYTES = 3;
    private static final int PLAIN_BLOCK = 64 << 10;

    private final SpoolFile file;
    private final CompressionKind compression;
    private final int blockBytes;
    private final byte[] header = new byte[HEADER_BYTES];
    private final Inflater inflater = new Inflater(true);
    private byte[] packed = {};
    private byte[] plain = {};
    private long held;

    Blocks(SpoolFile file, CompressionKind compression, int blockBytes) {
        this.file = file;
        this.compression = compression;
        this.blockBytes = blockBytes;
    }

    /** Begins a stripe: nothing is held any more. */
    void release() {
        held = 0;
    }

    /** @throws IOException when so many more bytes are too many */
    void hold(long bytes) throws IOException {
        held += bytes;
        if (held > MOST_HELD) {
            throw new IOException(
                    "the blocks and dictionaries of a stripe's columns take more than " + MOST_HELD + " bytes");
        }
    }

    /**
     * Reads the block that begins at {@code at} into the stream.
     *
     * @return where the next block begins
     */
    long read(OrcStream into, long at, long end) throws IOException {
        if (compression == CompressionKind.NONE) {
            int count = (int) Math.min(PLAIN_BLOCK, end - at);
            file.read(at, into.room(count), 0, count);
            return at + count;
        }
        if (end - at < HEADER_BYTES) {
            throw new IOException(into + " ends within a block");
        }
        file.read(at, header, 0, HEADER_BYTES);
        int lowest = header[0] & 0xFF;
        int count = (header[2] & 0xFF) << 15 | (header[1] & 0xFF) << 7 | lowest >>> 1;
        if (count > blockBytes || count > end - at - HEADER_BYTES) {
            throw new IOException(into + " has a block that says it has " + count + " bytes");
        }
        boolean isPlain = (lowest & 1) == 1;
        if (isPlain) {
            file.read(at + HEADER_BYTES, into.room(count), 0, count);
        } else {
            if (packed.length < count) {
                packed = new byte[Math.max(count, Math.min(blockBytes, packed.length * 2))];
            }
            file.read(at + HEADER_BYTES, packed, 0, count);
            int size = decompress(count);
            System.arraycopy(plain, 0, into.room(size), 0, size);
        }
        return at + HEADER_BYTES + count;
    }

    private int decompress(int count) throws IOException {
        if (plain.length == 0) {
            plain = new byte[blockBytes];
        }
        return switch (compression) {
            case ZLIB -> inflate(count);
            case SNAPPY -> snappy(count);
            case ZSTD -> zstd(count);
            case LZ4 -> air(new Lz4Decompressor(), count);
            case LZO -> air(new LzoDecompressor(), count);
            case BROTLI -> brotli(count);
            case NONE -> throw new IllegalStateException("nothing is compressed");
        };
    }

    private int inflate(int count) throws IOException {
        inflater.reset();
        inflater.setInput(packed, 0, count);
        try {
            int size = inflater.inflate(plain);
            if (!inflater.finished()) {
                throw new IOException("a zlib block does not end where it should");
            }
            return size;
        } catch (DataFormatException e) {
            throw new IOException("a zlib block is damaged", e);
        }
    }

    private int snappy(int count) throws IOException {
        if (Snappy.uncompressedLength(packed, 0, count) > plain.length) {
            throw new IOException("a snappy block is larger than it may be");
        }
        return Snappy.uncompress(packed, 0, count, plain, 0);
    }

    private int zstd(int count) throws IOException {
        long size = Zstd.decompressByteArray(plain, 0, plain.length, packed, 0, count);
        if (Zstd.isError(size)) {
            throw new IOException("a zstd block is damaged: " + Zstd.getErrorName(size));
        }
        return (int) size;
    }

    private int air(Decompressor decompressor, int count) throws IOException {
        try {
            return decompressor.decompress(packed, 0, count, plain, 0, plain.length);
        } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("a block of " + compression + " is damaged", e);
        }
    }

    private int brotli(int count) throws IOException {
        try (InputStream stream = new BrotliInputStream(new ByteArrayInputStream(packed, 0, count))) {
            int size = stream.readNBytes(plain, 0, plain.length);
            if (stream.read() >= 0) {
                throw new IOException("a brotli block is larger than it may be");
            }
            return size;
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
