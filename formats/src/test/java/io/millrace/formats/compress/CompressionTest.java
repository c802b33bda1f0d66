package io.millrace.formats.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final byte[] TEXT = text();

    private static byte[] text() {
        StringBuilder lines = new StringBuilder();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            lines.append("{\"a\":").append(random.nextLong()).append("}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compress(Compression compression, byte[] plain) {
        try {
            if (compression == Compression.ZSTD) {
                return Zstd.compress(plain);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(plain);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** A stream as a network gives it: a few bytes at a time, and never anything available. */
    private static InputStream slow(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                return super.read(to, from, Math.min(length, 1000));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    private static byte[] read(Compression compression, byte[] compressed) throws IOException {
        try (InputStream in = compression.open(slow(compressed))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void oneMember(Compression compression) throws IOException {
        byte[] compressed = compress(compression, TEXT);
        assertThat(read(compression, compressed)).isEqualTo(TEXT);
        assertThat(read(Compression.AUTO, compressed)).isEqualTo(TEXT);
        assertThat(read(Compression.AUTO, compress(compression, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void manyMembers(Compression compression) throws IOException {
        byte[] compressed = compress(compression, TEXT);
        byte[] empty = compress(compression, new byte[0]);
        assertThat(read(Compression.AUTO, concat(compressed, empty, compressed)))
                .isEqualTo(concat(TEXT, TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1}\n", "\u001f", "(not zstd"})
    void plainStaysPlain(String text) throws IOException {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        assertThat(read(Compression.AUTO, plain)).isEqualTo(plain);
        assertThat(read(Compression.NONE, plain)).isEqualTo(plain);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void everyTruncationFails(Compression compression) {
        byte[] compressed = compress(compression, Arrays.copyOf(TEXT, 2000));
        for (int length = 4; length < compressed.length; length++) {
            byte[] cut = Arrays.copyOf(compressed, length);
            assertThatThrownBy(() -> read(Compression.AUTO, cut))
                    .as("%s of %s bytes", length, compressed.length)
                    .isInstanceOf(IOException.class);
            byte[] second = concat(compressed, cut);
            assertThatThrownBy(() -> read(Compression.AUTO, second))
                    .as("second, %s of %s bytes", length, compressed.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void corruptGzipFails() {
        byte[] compressed = compress(Compression.GZIP, Arrays.copyOf(TEXT, 2000));
        for (int at = 10; at < compressed.length; at += 3) {
            byte[] corrupt = compressed.clone();
            corrupt[at] ^= 0x10;
            assertThatThrownBy(() -> read(Compression.GZIP, corrupt)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void somethingElseFails(Compression compression) {
        assertThatThrownBy(() -> read(compression, TEXT)).isInstanceOf(IOException.class);
        byte[] followed = concat(compress(compression, TEXT), "garbage".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read(compression, followed)).isInstanceOf(IOException.class);
    }

    @Test
    void zerosAfterGzipArePadding() throws IOException {
        assertThat(read(Compression.GZIP, concat(compress(Compression.GZIP, TEXT), new byte[1000])))
                .isEqualTo(TEXT);
    }

    @Test
    void gzipHeaderWithNameCommentExtraAndChecksum() throws IOException {
        byte[] plain = compress(Compression.GZIP, TEXT);
        byte[] header = {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0, 2, 0, 'x', 'y', 'n', 0, 'c', 0, 1, 2};
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertThat(read(Compression.AUTO, concat(header, rest))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(names = {"SNAPPY", "LZ4", "BZIP2"})
    void othersAreNotYetAvailable(Compression compression) {
        assertThatThrownBy(() -> read(compression, TEXT)).isInstanceOfSatisfying(MillraceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.NOT_YET_AVAILABLE);
            assertThat(e.getMessage()).isEqualTo("Cannot read compression: " + compression);
        });
    }

    @Test
    void autoNamesWhatItCannotRead() {
        assertThatThrownBy(() -> read(Compression.AUTO, "BZh91AY&SY".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("Cannot read compression: BZIP2");
        assertThatThrownBy(() -> read(Compression.AUTO, new byte[] {4, 0x22, 0x4D, 0x18, 1}))
                .hasMessage("Cannot read compression: LZ4");
        assertThatThrownBy(() -> read(Compression.AUTO, new byte[] {-1, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y', 0}))
                .hasMessage("Cannot read compression: SNAPPY");
    }
}
