package io.millrace.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePayloadReaderTest {
    private static final RunLimit ALL = new RunLimit(1000, 1L << 40);

    @TempDir
    private Path directory;

    private Inbox inbox;

    @BeforeEach
    void createInbox() {
        inbox = new Inbox(directory);
    }

    @Test
    void goesOnWithWhatWasNotConsumed() {
        byte[] content = lines(400_000);
        inbox.write("a", content);
        try (Source source = inbox.open()) {
            assertThat(records(source, new Random(1))).isEqualTo(expected(content));
        }
    }

    @Test
    void growsForARecordThatIsLargerThanAChunk() {
        byte[] content = new byte[10 << 20];
        Arrays.fill(content, (byte) 'x');
        content[content.length - 2] = '\n';
        inbox.write("a", content);
        try (Source source = inbox.open()) {
            assertThat(records(source, new Random(1)))
                    .extracting(String::length)
                    .containsExactly(content.length - 2, 1);
        }
    }

    @Test
    void readsCompressedFiles() throws IOException {
        byte[] content = lines(100_000);
        ByteArrayOutputStream twoMembers = new ByteArrayOutputStream();
        twoMembers.write(gzip(content));
        twoMembers.write(gzip(content));
        inbox.write("a", Zstd.compress(content));
        inbox.write("b", gzip(content));
        inbox.write("c", twoMembers.toByteArray());
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            expected.addAll(expected(content));
        }

        try (Source source = inbox.open()) {
            assertThat(records(source, new Random(2))).isEqualTo(expected);
            assertThat(compressions(source)).containsExactly("zstd", "gzip", "gzip");
        }
    }

    @Test
    void keepsWhatIsBeforeDamage() throws IOException {
        byte[] content = lines(100_000);
        byte[] gzip = gzip(content);
        byte[] flipped = gzip(content);
        Arrays.fill(flipped, flipped.length / 2, flipped.length / 2 + 50, (byte) 0xaa);
        byte[] zstd = Zstd.compress(content);
        inbox.write("a.gz", Arrays.copyOf(gzip, gzip.length / 2));
        inbox.write("b.gz", flipped);
        inbox.write("c.zst", Arrays.copyOf(zstd, zstd.length / 2));
        inbox.write("d.bz2", "BZh91AY&SY");
        inbox.write("e", "good\n");

        try (Source source = inbox.open();
                PayloadReader reader = source.read(source.next(Position.START, ALL))) {
            assertThat(damage(reader)).startsWith("Cannot read file to its end: a.gz: ");
            assertThat(damage(reader)).startsWith("Cannot read file to its end: b.gz: ");
            assertThat(damage(reader)).startsWith("Cannot read file to its end: c.zst: ");
            assertThat(damage(reader)).startsWith("Cannot read file to its end: d.bz2: ");
            assertThat(reader.next()).isTrue();
            assertThat(reader.damage()).isEmpty();
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void saysWhenSomethingElseFollowsCompressedData() throws IOException {
        byte[] content = lines(1000);
        inbox.write("a", concat(gzip(content), new byte[] {'x'}));
        inbox.write("b", concat(gzip(content), lines(20_000)));
        inbox.write("c", concat(Zstd.compress(content), lines(10)));

        try (Source source = inbox.open();
                PayloadReader reader = source.read(source.next(Position.START, ALL))) {
            for (int i = 0; i < 3; i++) {
                assertThat(damage(reader)).startsWith("Cannot read file to its end: ");
                assertThat(reader.end()).isEqualTo(content.length);
            }
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void saysWhenAFileIsNotCompressedAsTold() {
        inbox.write("a", "text");
        try (Source source = inbox.open(Inbox.LATER, Map.of(FilesOptions.COMPRESSION, "gzip"));
                PayloadReader reader = source.read(source.next(Position.START, ALL))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.complete()).isTrue();
            assertThat(reader.damage()).isPresent();
        }
    }

    @Test
    void countsRowsFileByFile() {
        inbox.write("a \"b\"", "1\n2\n3\n");
        inbox.write("b", "");
        inbox.write("c", "4\n");
        try (Source source = inbox.open();
                PayloadReader reader = source.read(source.next(Position.START, ALL))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.coordinates()).isEqualTo("{\"file_name\":\"a \\\"b\\\"\"}");
            reader.appendCoordinates(0, 2);
            reader.appendCoordinates(2, 1);
            assertThat(reader.next()).isTrue();
            assertThat(reader.end()).as("an empty file").isZero();
            assertThat(reader.next()).isTrue();
            reader.appendCoordinates(3, 1);

            Column numbers = reader.columns().get(3);
            assertThat(numbers.longs(Kind.BIGINT).values()).startsWith(1, 2, 3, 1);
            assertThat(reader.columns().get(0).bytes(Kind.STRING).string(3)).isEqualTo("c");
            assertThat(reader.columns().get(2).longs(Kind.TIMESTAMP).values()[3])
                    .isEqualTo(Inbox.WRITTEN.toEpochMilli() * 1000);
        }
    }

    /** Reads the lines of all files as a decoder would, stopping now and then as one whose batch is full. */
    private static List<String> records(Source source, Random random) {
        List<String> records = new ArrayList<>();
        try (PayloadReader reader = source.read(source.next(Position.START, ALL))) {
            while (reader.next()) {
                int at = reader.start();
                for (int i = at; i < reader.end(); i++) {
                    if (reader.bytes()[i] == '\n') {
                        records.add(text(reader, at, i));
                        at = i + 1;
                        if (!reader.complete() && random.nextInt(10_000) == 0) {
                            break;
                        }
                    }
                }
                if (reader.complete() && at < reader.end()) {
                    records.add(text(reader, at, reader.end()));
                }
                reader.consumed(at - reader.start());
            }
        }
        return records;
    }

    private static String damage(PayloadReader reader) {
        assertThat(reader.next()).isTrue();
        while (!reader.complete()) {
            assertThat(reader.damage()).isEmpty();
            reader.consumed(reader.end() - reader.start());
            assertThat(reader.next()).isTrue();
        }
        return reader.damage().orElseThrow();
    }

    private static List<String> compressions(Source source) {
        List<String> found = new ArrayList<>();
        try (PayloadReader reader = source.read(source.next(Position.START, ALL))) {
            while (reader.next()) {
                if (reader.complete()) {
                    reader.clearColumns();
                    reader.appendCoordinates(0, 1);
                    found.add(reader.columns().get(4).bytes(Kind.STRING).string(0));
                }
                reader.consumed(reader.end());
            }
        }
        return found;
    }

    private static String text(PayloadReader reader, int from, int to) {
        return new String(reader.bytes(), from, to - from, StandardCharsets.UTF_8);
    }

    private static byte[] lines(int count) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i).append(' ').append(random.nextLong()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> expected(byte[] content) {
        return List.of(new String(content, StandardCharsets.UTF_8).split("\n"));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
