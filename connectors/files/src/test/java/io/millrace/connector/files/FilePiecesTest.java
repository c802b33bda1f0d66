package io.millrace.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.formats.Formats;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file in several ranges. */
class FilePiecesTest {
    private static final RunLimit ALL = new RunLimit(1000, 1L << 40);
    private static final Splitting JSON = Formats.find("JSON").splitting(Options.NONE, DecodeSettings.DEFAULT);

    @TempDir
    private Path directory;

    private Inbox inbox;

    @BeforeEach
    void createInbox() {
        inbox = new Inbox(directory);
    }

    @Test
    void piecesAreTheFile() throws IOException {
        byte[] content = lines(5 << 20);
        inbox.write("large", content);
        inbox.write("small", "{}\n");
        try (Source source = open(1)) {
            List<SplitRange> files = source.next(Position.START, ALL);
            List<SplitRange> parts = source.cut(files, JSON);
            assertThat(parts).hasSize(7).allMatch(part -> part.payloads() == 1);
            assertThat(parts.stream().mapToLong(SplitRange::bytes).sum()).isEqualTo(content.length + 3);
            assertThat(parts.get(0).bytes()).as("the first").isLessThan(200_000);
            assertThat(Position.START.advance(parts)).isEqualTo(Position.START.advance(files));
            assertThat(source.cut(files, JSON)).isEqualTo(parts);

            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (SplitRange part : parts.subList(0, 6)) {
                byte[] bytes = read(source, part);
                assertThat(bytes[0]).isEqualTo((byte) '{');
                all.writeBytes(bytes);
            }
            assertThat(all.toByteArray()).isEqualTo(content);
        }
    }

    @Test
    void coordinatesAreThoseOfTheFile() {
        inbox.write("large", lines(3 << 20));
        try (Source source = open(1)) {
            List<SplitRange> files = source.next(Position.START, ALL);
            List<SplitRange> parts = source.cut(files, JSON);
            Payload whole = Drain.read(source, files).get(0);
            long last = 0;
            for (SplitRange part : parts) {
                try (PayloadReader reader = source.read(List.of(part))) {
                    assertThat(reader.next()).isTrue();
                    assertThat(reader.split()).isEqualTo(whole.split());
                    assertThat(reader.offset()).isEqualTo(whole.offset());
                    assertThat(reader.timeMicros()).isEqualTo(whole.timeMicros());
                    assertThat(reader.coordinates()).isEqualTo("{\"file_name\":\"large\"}");
                    reader.appendCoordinates(0, 2);
                    assertThat(reader.columns().get(1).longs(Kind.BIGINT).values()[0])
                            .isEqualTo(files.get(0).bytes());
                    long[] numbers = reader.columns().get(3).longs(Kind.BIGINT).values();
                    assertThat(numbers[0]).isGreaterThan(last);
                    assertThat(numbers[1]).isEqualTo(numbers[0] + 1);
                    last = numbers[1];
                    assertThat(reader.columns().get(4).bytes(Kind.STRING).string(0))
                            .isEqualTo("none");
                }
            }
        }
    }

    @Test
    void whatIsCompressedOrSmallOrNotToBeCutIsReadWhole() throws IOException {
        byte[] content = lines(3 << 20);
        byte[] random = new byte[content.length];
        new java.util.Random(1).nextBytes(random);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(random);
        }
        inbox.write("a.gz", gzip.toByteArray());
        byte[] bzip2 = content.clone();
        System.arraycopy("BZh91AY&SY".getBytes(StandardCharsets.US_ASCII), 0, bzip2, 0, 10);
        inbox.write("a.bz2", bzip2);
        inbox.write("b", lines(1 << 20));
        inbox.write("c", "[" + new String(content, StandardCharsets.UTF_8).replace("}\n", "},\n") + "{}]");
        try (Source source = open(1)) {
            List<SplitRange> files = source.next(Position.START, ALL);
            assertThat(source.cut(files, JSON)).isEqualTo(files);
        }
        inbox.write("d", content);
        try (Source source = open(0)) {
            List<SplitRange> files = source.next(Position.START, ALL);
            assertThat(source.cut(files, JSON)).isEqualTo(files);
            assertThat(source.cut(files, Splitting.NONE)).isEqualTo(files);
        }
    }

    @Test
    void aPieceThatLooksCompressedIsNot() throws IOException {
        StringBuilder text = new StringBuilder("x\n");
        while (text.length() < 3 << 20) {
            text.append("BZh91AY&SY ").append(text.length()).append('\n');
        }
        inbox.write("a", text.toString());
        Splitting lines = Formats.find("SPLIT_LINES").splitting(Options.NONE, DecodeSettings.DEFAULT);
        try (Source source = open(1)) {
            List<SplitRange> parts = source.cut(source.next(Position.START, ALL), lines);
            assertThat(parts).hasSizeGreaterThan(2);
            StringBuilder all = new StringBuilder();
            for (SplitRange part : parts) {
                all.append(new String(read(source, part), StandardCharsets.UTF_8));
            }
            assertThat(all.toString()).isEqualTo(text.toString());
        }
    }

    @Test
    void aHeaderStandsBeforeEveryPiece() throws IOException {
        String rows = IntStream.range(0, 300_000).mapToObj(i -> i + ",x\n").collect(Collectors.joining());
        inbox.write("a.csv", "id,name\n" + rows);
        Options unquoted = new Options(Map.of("QUOTE_CHAR", new OptionValue.Text("")));
        Splitting csv = Formats.find("CSV").splitting(unquoted, DecodeSettings.DEFAULT);
        try (Source source = open(1)) {
            List<SplitRange> parts = source.cut(source.next(Position.START, ALL), csv);
            assertThat(parts).hasSizeGreaterThan(2);
            for (SplitRange part : parts) {
                assertThat(new String(read(source, part), StandardCharsets.UTF_8))
                        .startsWith("id,name\n");
            }
        }
    }

    @Test
    void saysThatAFileChangedSinceItWasCut() throws IOException {
        byte[] content = lines(5 << 20);
        Path file = inbox.write("a", content);
        try (Source source = open(2)) {
            List<SplitRange> files = source.next(Position.START, ALL);
            List<SplitRange> parts = source.cut(files, JSON);
            SplitRange last = parts.get(parts.size() - 1);
            byte[] other = content.clone();
            other[content.length - 5] ^= 1;
            inbox.write("a", other, Inbox.WRITTEN.plusSeconds(1));
            assertUnavailable(source, last, "it was replaced since it was planned");

            inbox.write("a", Arrays.copyOf(content, content.length / 2));
            assertUnavailable(source, last, "bytes when it was planned and has");
            assertThatThrownBy(() -> source.cut(files, JSON)).hasMessageContaining("bytes when it was planned and has");

            inbox.write("a", content);
            try (PayloadReader reader = source.read(parts.subList(1, 2))) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.complete()).isFalse();
                Files.setLastModifiedTime(file, FileTime.from(Inbox.WRITTEN.plusSeconds(2)));
                assertThatThrownBy(() -> drain(reader)).hasMessageContaining("it was written while it was being read");
            }
            inbox.delete("a");
            assertUnavailable(source, last, "it is gone since it was planned");
        }
    }

    private static void assertUnavailable(Source source, SplitRange part, String message) {
        assertThatThrownBy(() -> Drain.read(source, List.of(part)))
                .hasMessageContaining(message)
                .extracting(error -> ((MillraceException) error).code())
                .isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
    }

    private static void drain(PayloadReader reader) {
        do {
            reader.consumed(reader.end());
        } while (reader.next());
    }

    private static byte[] read(Source source, SplitRange range) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PayloadReader reader = source.read(List.of(range))) {
            while (reader.next()) {
                bytes.write(reader.bytes(), reader.start(), reader.end() - reader.start());
                reader.consumed(reader.end() - reader.start());
            }
        }
        return bytes.toByteArray();
    }

    private Source open(long pieceMib) {
        Map<String, OptionValue> values = new HashMap<>();
        OptionSpec<Long> option = ObjectOptions.PIECE_MIB;
        values.put(option.name(), new OptionValue.Numeral(Long.toString(pieceMib)));
        Options connection = new Options(Map.of("PATH", new OptionValue.Text(directory.toString())));
        return new FilesConnector(Inbox.LATER).open(connection, new Options(values));
    }

    private static byte[] lines(int bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < bytes; i++) {
            text.append("{\"n\":").append(i).append("}\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
