package io.millrace.lake.parquet;

import static java.util.Objects.requireNonNull;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import java.util.Map;
import org.apache.iceberg.TableProperties;
import org.apache.parquet.format.CompressionCodec;

/**
 * How pages are compressed.
 *
 * @param level of {@link Codec#ZSTD}; without a meaning for the others
 */
public record Compression(Codec codec, int level) {
    private static final int ZSTD_LEVEL = 1;

    /** The codecs that files are written with. */
    public enum Codec {
        ZSTD(CompressionCodec.ZSTD),
        SNAPPY(CompressionCodec.SNAPPY),
        GZIP(CompressionCodec.GZIP),
        NONE(CompressionCodec.UNCOMPRESSED);

        private final CompressionCodec parquet;

        Codec(CompressionCodec parquet) {
            this.parquet = parquet;
        }
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
        return of(Codec.NONE);
    }

    /** A codec at its usual level: 1 of {@link Codec#ZSTD}. */
    public static Compression of(Codec codec) {
        return new Compression(codec, ZSTD_LEVEL);
    }

    /** What the properties of a table say; Zstandard if they say nothing, or what files are not written with. */
    public static Compression of(Map<String, String> properties) {
        String name = properties.getOrDefault(TableProperties.PARQUET_COMPRESSION, "");
        return Arrays.stream(Codec.values())
                .filter(codec -> codec.name().equalsIgnoreCase(name))
                .findFirst()
                .map(Compression::of)
                .orElse(of(Codec.ZSTD));
    }

    CompressionCodec parquetCodec() {
        return codec.parquet;
    }
}
