package io.millrace.lake.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.xerial.snappy.Snappy;

/** Compresses pages one after the other; one context and one buffer serve a whole file. Confined to a thread. */
final class Compressor implements Closeable {
    /** About what a context takes outside the heap. */
    private static final long CONTEXT_BYTES = 2L << 20;

    private final Compression compression;
    private final ByteSink zipped = new ByteSink();
    private ZstdCompressCtx context;
    private byte[] target = new byte[0];

    Compressor(Compression compression) {
        this.compression = compression;
    }

    /** Compresses a page; {@link #bytes()} then holds as many bytes as this returns. */
    int compress(byte[] source, int length) {
        return switch (compression.codec()) {
            case ZSTD -> zstd(source, length);
            case SNAPPY -> snappy(source, length);
            case GZIP -> gzip(source, length);
            case NONE -> {
                target = source;
                yield length;
            }
        };
    }

    private int zstd(byte[] source, int length) {
        reserve(Math.toIntExact(Zstd.compressBound(length)));
        if (context == null) {
            context = new ZstdCompressCtx();
            context.setLevel(compression.level());
        }
        return context.compressByteArray(target, 0, target.length, source, 0, length);
    }

    private int snappy(byte[] source, int length) {
        reserve(Snappy.maxCompressedLength(length));
        try {
            return Snappy.compress(source, 0, length, target, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int gzip(byte[] source, int length) {
        zipped.clear();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(source, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        target = zipped.bytes();
        return zipped.size();
    }

    private void reserve(int bytes) {
        if (target.length < bytes) {
            target = new byte[bytes];
        }
    }

    byte[] bytes() {
        return target;
    }

    long memory() {
        return target.length + (context == null ? 0 : CONTEXT_BYTES);
    }

    /** The page that {@link #compress} made {@code source[from, to)} of. */
    byte[] decompress(byte[] source, int from, int to, int length) {
        byte[] page = new byte[length];
        try {
            switch (compression.codec()) {
                case ZSTD -> {
                    try (ZstdDecompressCtx decompression = new ZstdDecompressCtx()) {
                        decompression.decompressByteArray(page, 0, length, source, from, to - from);
                    }
                }
                case SNAPPY -> Snappy.uncompress(source, from, to - from, page, 0);
                case GZIP -> {
                    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(source, from, to - from))) {
                        in.readNBytes(page, 0, length);
                    }
                }
                case NONE -> System.arraycopy(source, from, page, 0, length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page;
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}
