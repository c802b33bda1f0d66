package io.millrace.lake.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.Closeable;

/** Compresses pages one after the other; one context and one buffer serve a whole file. Confined to a thread. */
final class Compressor implements Closeable {
    /** About what a context takes outside the heap. */
    private static final long CONTEXT_BYTES = 2L << 20;

    private final Compression compression;
    private ZstdCompressCtx context;
    private byte[] target = new byte[0];

    Compressor(Compression compression) {
        this.compression = compression;
    }

    /** Compresses a page; {@link #bytes()} then holds as many bytes as this returns. */
    int compress(byte[] source, int length) {
        if (compression.codec() == Compression.Codec.NONE) {
            target = source;
            return length;
        }

        int bound = Math.toIntExact(Zstd.compressBound(length));
        if (target.length < bound) {
            target = new byte[bound];
        }
        if (context == null) {
            context = new ZstdCompressCtx();
            context.setLevel(compression.level());
        }
        return context.compressByteArray(target, 0, target.length, source, 0, length);
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
        if (compression.codec() == Compression.Codec.NONE) {
            System.arraycopy(source, from, page, 0, length);
            return page;
        }

        try (ZstdDecompressCtx decompression = new ZstdDecompressCtx()) {
            decompression.decompressByteArray(page, 0, length, source, from, to - from);
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
