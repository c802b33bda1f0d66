package io.millrace.formats.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyFramedOutputStream;
import org.xerial.snappy.SnappyOutputStream;

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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream to = compressing(compression, out)) {
            to.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static OutputStream compressing(Compression compression, OutputStream out) throws IOException {
        return switch (compression) {
            case GZIP -> new GZIPOutputStream(out);
            case ZSTD -> new ZstdOutputStream(out).setChecksum(true);
            case SNAPPY -> new SnappyFramedOutputStream(out);
            case LZ4 ->
                new FramedLZ4CompressorOutputStream(
                        out,
                        new FramedLZ4CompressorOutputStream.Parameters(
                                FramedLZ4CompressorOutputStream.BlockSize.K64, true, true, true));
            case BZIP2 -> new BZip2CompressorOutputStream(out);
            case ZIP -> {
                ZipOutputStream zip = new ZipOutputStream(out);
                zip.putNextEntry(new ZipEntry("a.json"));
                yield zip;
            }
            case AUTO, NONE -> out;
        };
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
    @EnumSource(names = {"GZIP", "ZSTD", "SNAPPY", "LZ4", "BZIP2", "ZIP"})
    void oneMember(Compression compression) throws IOException {
        byte[] compressed = compress(compression, TEXT);
        assertThat(read(compression, compressed)).isEqualTo(TEXT);
        assertThat(read(Compression.AUTO, compressed)).isEqualTo(TEXT);
        assertThat(read(Compression.AUTO, compress(compression, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD", "SNAPPY", "LZ4", "BZIP2"})
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
    @EnumSource(names = {"SNAPPY", "LZ4", "BZIP2", "ZIP"})
    void othersNoticeTruncationToo(Compression compression) throws IOException {
        byte[] compressed = compress(compression, Arrays.copyOf(TEXT, 2000));
        for (int length = 10; length < compressed.length; length++) {
            byte[] cut = Arrays.copyOf(compressed, length);
            byte[] read;
            try {
                read = read(compression, cut);
            } catch (IOException e) {
                continue;
            }
            // frames of snappy have no end mark, and behind the directory of an archive there is nothing to be missed
            assertThat(compression).isIn(Compression.SNAPPY, Compression.ZIP);
            assertThat(read).isEqualTo(compression == Compression.ZIP ? Arrays.copyOf(TEXT, 2000) : new byte[0]);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SNAPPY", "LZ4", "BZIP2", "ZIP"})
    void othersNoticeDamage(Compression compression) {
        byte[] compressed = compress(compression, Arrays.copyOf(TEXT, 2000));
        int from = compression == Compression.ZIP ? 50 : 20;
        for (int at = from; at < 150; at += 3) {
            byte[] corrupt = compressed.clone();
            corrupt[at] ^= 0x10;
            // a bit that no value depends on may go unnoticed, but no value may change
            try {
                assertThat(read(compression, corrupt)).isEqualTo(Arrays.copyOf(TEXT, 2000));
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
        assertThatThrownBy(() -> read(compression, TEXT)).isInstanceOf(IOException.class);
    }

    @Test
    void filesOfAnArchiveFollowEachOtherOnLinesOfTheirOwn() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String file : new String[] {"x/", "x/a", "x/empty", "b"}) {
                zip.putNextEntry(new ZipEntry(file));
                if (file.endsWith("a") || file.equals("b")) {
                    zip.write(("in " + file).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(new String(read(Compression.AUTO, out.toByteArray()), StandardCharsets.UTF_8))
                .isEqualTo("in x/a\nin b");
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        new ZipOutputStream(empty).close();
        assertThat(read(Compression.AUTO, empty.toByteArray())).isEmpty();
    }

    @Test
    void namesInAnArchiveMayBeInAnyEncoding() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, Charset.forName("IBM437"))) {
            zip.putNextEntry(new ZipEntry("Übersicht.json"));
            zip.write('1');
        }
        assertThat(read(Compression.AUTO, out.toByteArray())).containsExactly('1');
    }

    @Test
    void sizeThatIsNoneIsDamage() {
        byte[] chunk = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0, 0, 0, 0, 1, 0, 0, 0, 1, -8, -8, -8, -8};
        assertThatThrownBy(() -> read(Compression.AUTO, chunk))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("snappy data is corrupt: ");
    }

    @Test
    void snappyIsReadHoweverItIsStored() throws IOException {
        assertThat(read(Compression.SNAPPY, Snappy.compress(TEXT))).isEqualTo(TEXT);
        ByteArrayOutputStream java = new ByteArrayOutputStream();
        try (SnappyOutputStream to = new SnappyOutputStream(java)) {
            to.write(TEXT);
        }
        byte[] chunks = java.toByteArray();
        assertThat(read(Compression.AUTO, chunks)).isEqualTo(TEXT);
        assertThat(read(Compression.AUTO, concat(chunks, chunks))).isEqualTo(concat(TEXT, TEXT));
        assertThatThrownBy(() -> read(Compression.AUTO, Arrays.copyOf(chunks, chunks.length - 1)))
                .isInstanceOf(IOException.class);
        ByteArrayOutputStream hadoop = new ByteArrayOutputStream();
        try (DataOutputStream to = new DataOutputStream(hadoop)) {
            for (int block = 0; block < 3; block++) {
                to.writeInt(2 * 1000);
                for (int piece = 0; piece < 2; piece++) {
                    int from = (2 * block + piece) * 1000;
                    byte[] compressed = Snappy.compress(Arrays.copyOfRange(TEXT, from, from + 1000));
                    to.writeInt(compressed.length);
                    to.write(compressed);
                }
            }
        }
        byte[] blocks = hadoop.toByteArray();
        assertThat(read(Compression.SNAPPY, blocks)).isEqualTo(Arrays.copyOf(TEXT, 6000));
        assertThatThrownBy(() -> read(Compression.SNAPPY, Arrays.copyOf(blocks, blocks.length - 1)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(Compression.SNAPPY, new byte[] {-1, -1, -1, -1, 15, 0, 0, 0, 0, 0}))
                .isInstanceOf(IOException.class);
    }

    @Test
    void moreThanItsSizeCanMeanFails() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zstd = new ZstdOutputStream(out)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 400; i++) {
                zstd.write(zeros);
            }
        }
        try (InputStream in = Compression.AUTO.open(new ByteArrayInputStream(out.toByteArray()))) {
            assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("compressed data holds more than 10000 times its size: ");
        }
    }
}
