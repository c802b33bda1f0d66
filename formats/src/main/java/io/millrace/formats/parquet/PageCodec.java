package io.millrace.formats.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.brotli.dec.BrotliInputStream;
import org.xerial.snappy.Snappy;

/** Decompresses pages; the plain size is known beforehand, and nothing beyond it is written. */
final class PageCodec {
    private static final int HADOOP_HEADER = 8;

    private PageCodec() {}

    /** @throws IOException when the bytes are damaged, or the codec has no library here */
    static byte[] decompress(CompressionCodec codec, byte[] b, int from, int count, int size) throws IOException {
        byte[] plain = new byte[size];
        int written = switch (codec) {
            case UNCOMPRESSED -> copy(b, from, count, plain);
            case SNAPPY -> snappy(b, from, count, plain);
            case ZSTD -> zstd(b, from, count, plain);
            case GZIP -> read(new GZIPInputStream(new ByteArrayInputStream(b, from, count)), plain);
            case BROTLI -> read(new BrotliInputStream(new ByteArrayInputStream(b, from, count)), plain);
            case LZ4_RAW -> lz4(b, from, count, plain, 0);
            case LZ4 -> hadoopLz4(b, from, count, plain);
            default -> throw new IOException("pages compressed with " + codec + " cannot be read");
        };
        if (written != size) {
            throw new IOException("a page has " + written + " bytes where it says " + size);
        }
        return plain;
    }

    private static int copy(byte[] b, int from, int count, byte[] plain) {
        int length = Math.min(count, plain.length);
        System.arraycopy(b, from, plain, 0, length);
        return count;
    }

    private static int snappy(byte[] b, int from, int count, byte[] plain) throws IOException {
        int length = Snappy.uncompressedLength(b, from, count);
        return length == plain.length ? Snappy.uncompress(b, from, count, plain, 0) : length;
    }

    private static int zstd(byte[] b, int from, int count, byte[] plain) throws IOException {
        long written = Zstd.decompressByteArray(plain, 0, plain.length, b, from, count);
        if (Zstd.isError(written)) {
            throw new IOException("a zstd page is damaged: " + Zstd.getErrorName(written));
        }
        return (int) written;
    }

    private static int read(InputStream stream, byte[] plain) throws IOException {
        try (stream) {
            int count = stream.readNBytes(plain, 0, plain.length);
            return stream.read() < 0 ? count : count + 1;
        }
    }

    private static int lz4(byte[] b, int from, int count, byte[] plain, int at) throws IOException {
        try {
            return new Lz4Decompressor().decompress(b, from, count, plain, at, plain.length - at);
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw new IOException("an lz4 page is damaged", e);
        }
    }

    /** The codec that was called LZ4 first: blocks behind their plain and their compressed length, or none of that. */
    private static int hadoopLz4(byte[] b, int from, int count, byte[] plain) throws IOException {
        int at = 0;
        int p = from;
        int end = from + count;
        while (end - p >= HADOOP_HEADER) {
            int size = bigEndian(b, p);
            int length = bigEndian(b, p + Integer.BYTES);
            if (size < 0 || size > plain.length - at || length < 0 || length > end - p - HADOOP_HEADER) {
                return lz4(b, from, count, plain, 0);
            }
            at += lz4(b, p + HADOOP_HEADER, length, plain, at);
            p += HADOOP_HEADER + length;
        }
        return at;
    }

    private static int bigEndian(byte[] b, int p) {
        return (b[p] & 0xFF) << 24 | (b[p + 1] & 0xFF) << 16 | (b[p + 2] & 0xFF) << 8 | b[p + 3] & 0xFF;
    }
}
