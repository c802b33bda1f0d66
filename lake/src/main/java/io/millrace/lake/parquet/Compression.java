package io.millrace.lake.parquet;

import static java.util.Objects.requireNonNull;

import com.github.luben.zstd.Zstd;
import org.apache.parquet.format.CompressionCodec;

/**
 * How pages are compressed.
 *
 * @param level of the codec; without a meaning for {@link Codec#NONE}
 */
public record Compression(Codec codec, int level) {
    /** The codecs that files are written with. */
    public enum Codec {
        ZSTD,
        NONE
    }

    public Compression {
        requireNonNull(codec, "codec is null");
        if (codec == Codec.ZSTD && (level < Zstd.minCompressionLevel() || level > Zstd.maxCompressionLevel())) {
            throw new IllegalArgumentException("Cannot compress with zstd at level: " + level);
        }
    }

    public static Compression zstd(int level) {
        return new Compression(Codec.ZSTD, level);
    }

    public static Compression none() {
        return new Compression(Codec.NONE, 0);
    }

    CompressionCodec parquetCodec() {
        return codec == Codec.ZSTD ? CompressionCodec.ZSTD : CompressionCodec.UNCOMPRESSED;
    }
}
