package io.millrace.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.source.Drain;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesSourceTest {
    private static final RunLimit ALL = new RunLimit(1000, 1L << 40);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "'',                  a.json b.txt x/c.json x/y/d.json",
        "x,                   c.json y/d.json",
        "x/,                  c.json y/d.json",
        "*.json,              a.json",
        "**/*.json,           a.json x/c.json x/y/d.json",
        "x/**/*.json,         c.json y/d.json",
        "x/*/*.json,          y/d.json",
        "'{a,b}.*',           a.json b.txt",
        "b.txt,               b.txt",
    })
    void findsWhatTheLocationNames(String location, String expected) {
        Inbox inbox = new Inbox(directory);
        List.of("a.json", "b.txt", "x/c.json", "x/y/d.json").forEach(name -> inbox.write(name, "{}"));

        try (Source source = inbox.open(Inbox.LATER, Map.of(FilesOptions.LOCATION, location))) {
            assertThat(splits(source)).containsExactlyInAnyOrder(expected.split(" "));
        }
    }

    @Test
    void takesDatesInOrderAndWaitsForThem() {
        Inbox inbox = new Inbox(directory);
        inbox.write("2026/03/01/b", "{}".getBytes(StandardCharsets.UTF_8), Inbox.WRITTEN.minusSeconds(10));
        inbox.write("2026/02/28/a", "{}");
        inbox.write("2026/03/02/c", "{}");
        inbox.write("undated", "{}");
        try (Source source = inbox.open(Inbox.LATER, Map.of(FilesOptions.DATE_PATTERN, "yyyy/MM/dd"))) {
            Drain drain = Drain.all(source, Position.START);
            assertThat(source.hasReached(drain.position(), source.end(new StartPoint.Now())))
                    .isTrue();
            assertThat(drain.payloads())
                    .extracting(payload -> payload.split() + " " + payload.timeMicros() / 1_000_000)
                    .containsExactly(
                            "2026/02/28/a "
                                    + Instant.parse("2026-02-28T00:00:00Z").getEpochSecond(),
                            "2026/03/01/b "
                                    + Instant.parse("2026-03-01T00:00:00Z").getEpochSecond());
        }
    }

    @Test
    void deletesFilesOnceTheyAreCommitted() {
        Inbox inbox = new Inbox(directory);
        Path file = inbox.write("a", "{}");
        Options options = new Options(Map.of("DELETE_FILES_AFTER_LOAD", new OptionValue.Flag(true)));
        Options connection = new Options(Map.of("PATH", new OptionValue.Text(directory.toString())));
        try (Source source = new FilesConnector(Inbox.LATER).open(connection, options)) {
            List<SplitRange> ranges = source.next(Position.START, new RunLimit(10, 1000));
            Position position = source.compact(Position.START.advance(ranges));
            assertThat(file).exists();
            inbox.write("b", "{}");
            source.committed(position, ranges);
            assertThat(file).doesNotExist();
            source.committed(position, ranges);
            assertThat(source.next(position, new RunLimit(10, 1000)))
                    .extracting(SplitRange::split)
                    .containsExactly("b");
        }
    }

    @Test
    void tellsWhichFilesACompactPositionHasReached() {
        Inbox inbox = new Inbox(directory);
        List.of("1.json", "2.json", "3.json", "4.json", "x.json").forEach(name -> inbox.write(name, "{}"));
        try (Source source = inbox.open(Inbox.LATER, Map.of())) {
            List<SplitRange> ranges = source.next(Position.START, ALL);
            List<SplitRange> read = ranges.stream()
                    .filter(range -> !range.split().equals("4.json"))
                    .toList();
            Position compact = source.compact(Position.START.advance(read));
            assertThat(compact.covers("1.json", BigInteger.ZERO)).isFalse();

            Position reached = source.reached(compact, ranges);
            assertThat(reached.offsets()).containsOnlyKeys("1.json", "2.json", "3.json", "x.json");
            assertThat(reached.covers("1.json", BigInteger.ZERO)).isTrue();
            assertThat(reached.covers("4.json", BigInteger.ZERO)).isFalse();
        }
    }

    @Test
    void ignoresWhatIsHiddenOrUnfinished() {
        Inbox inbox = new Inbox(directory);
        List.of(".a", "a.json.tmp", "b.part", "c.CRDOWNLOAD", ".git/d.json", "good.json")
                .forEach(name -> inbox.write(name, "{}"));

        try (Source source = inbox.open()) {
            assertThat(splits(source)).containsExactly("good.json");
        }
        try (Source source = inbox.open(Inbox.LATER, Map.of(FilesOptions.FILE_PATTERN, "*.csv"))) {
            assertThat(splits(source)).isEmpty();
        }
    }

    @Test
    void takesTheOldestFirst() {
        Inbox inbox = new Inbox(directory);
        inbox.write("a", new byte[10], Inbox.WRITTEN.plusSeconds(2));
        inbox.write("b", new byte[10], Inbox.WRITTEN);
        inbox.write("c", new byte[10], Inbox.WRITTEN.plusSeconds(1));

        try (Source source = inbox.open()) {
            assertThat(splits(source)).containsExactly("b", "c", "a");
            assertThat(source.next(Position.START, new RunLimit(100, 25))).hasSize(2);
            assertThat(source.next(Position.START, new RunLimit(100, 5))).hasSize(1);
        }
    }

    @Test
    void readsAFileThatArrivesLateWithAnOldTime() {
        Inbox inbox = new Inbox(directory);
        inbox.write("new-1", "1");
        try (Source source = inbox.open()) {
            Position position = source.compact(Drain.all(source, Position.START).position());
            inbox.write("old-1", new byte[1], Instant.parse("1999-01-01T00:00:00Z"));

            assertThat(Drain.all(source, position).payloads())
                    .extracting(payload -> payload.split())
                    .containsExactly("old-1");
        }
    }

    @Test
    void waitsUntilAFileRests() throws IOException {
        Inbox inbox = new Inbox(directory);
        Path file = inbox.write("a", "1");
        AtomicReference<Instant> now = new AtomicReference<>(Inbox.WRITTEN.plusMillis(500));
        InstantSource clock = now::get;
        try (Source source = inbox.open(clock, Map.of())) {
            assertThat(splits(source)).isEmpty();
            assertThat(source.end(new StartPoint.Now()).offsets()).containsKey("a");
            now.set(Inbox.WRITTEN.plusSeconds(1));
            assertThat(splits(source)).containsExactly("a");

            Files.setLastModifiedTime(file, FileTime.from(Inbox.WRITTEN.plus(Duration.ofDays(1))));
            assertThat(splits(source)).as("its clock is ahead of ours").isEmpty();
            Files.writeString(file, "2", StandardOpenOption.APPEND);
            Files.setLastModifiedTime(file, FileTime.from(Inbox.WRITTEN.plus(Duration.ofDays(1))));
            now.set(Inbox.WRITTEN.plusSeconds(2));
            assertThat(splits(source)).as("it has grown meanwhile").isEmpty();
            now.set(Inbox.WRITTEN.plusSeconds(3));
            assertThat(splits(source)).containsExactly("a");
        }
    }

    @Test
    void saysThatAFileChangedOrWent() throws IOException {
        Inbox inbox = new Inbox(directory);
        Path file = inbox.write("a", "1");
        try (Source source = inbox.open()) {
            List<SplitRange> ranges = source.next(Position.START, ALL);
            Files.writeString(file, "22");
            assertThatThrownBy(() -> Drain.read(source, ranges))
                    .hasMessage("Cannot read file: " + file + ": it had 1 bytes when it was planned and has 2");
            Files.delete(file);
            assertThatThrownBy(() -> Drain.read(source, ranges))
                    .hasMessage("Cannot read file: " + file + ": it is gone since it was planned");
            assertThat(splits(source)).isEmpty();
        }
    }

    @Test
    void startsAtATime() {
        Inbox inbox = new Inbox(directory);
        inbox.write("a", new byte[1], Inbox.WRITTEN);
        inbox.write("b", new byte[1], Inbox.WRITTEN.plusSeconds(10));
        try (Source source = inbox.open()) {
            Position start = source.start(new StartPoint.At(Inbox.WRITTEN.plusSeconds(10)));

            assertThat(start.longs()).containsExactly(Map.entry("a", 1L));
            assertThat(source.end(new StartPoint.At(Instant.parse("9999-12-31T00:00:00Z")))
                            .longs())
                    .hasSize(2);
            assertThat(source.end(new StartPoint.At(Inbox.WRITTEN.plusSeconds(10))))
                    .isEqualTo(start);
        }
    }

    @Test
    void refusesALocationOutsideOfThePath() {
        Inbox inbox = new Inbox(directory.resolve("in"));

        assertThatThrownBy(() -> inbox.open(Inbox.LATER, Map.of(FilesOptions.LOCATION, "../other")))
                .hasMessage("Cannot set option LOCATION: '../other'");
        assertThatThrownBy(() -> inbox.open(Inbox.LATER, Map.of(FilesOptions.LOCATION, "a[")))
                .hasMessageStartingWith("Cannot set option LOCATION: 'a['");
        try (Source source = inbox.open(Inbox.LATER, Map.of(FilesOptions.LOCATION, "nowhere"))) {
            assertThatThrownBy(source::validate)
                    .hasMessage("Cannot find directory: " + directory.resolve("in/nowhere"));
        }
    }

    @Test
    void keepsThePositionSmall() {
        Inbox inbox = new Inbox(directory);
        try (Source source = inbox.open()) {
            Position position = Position.START;
            for (int i = 0; i < 50; i++) {
                inbox.write(String.format("orders-%04d.json", i), "{}");
                inbox.write("x/" + "abcdefghijklmnopqrstuvwxyz".charAt(i % 26) + "_" + "z".repeat(i), "{}");
                position = source.compact(Drain.all(source, position).position());
            }
            assertThat(position.longs()).hasSize(51).containsEntry("/orders-{0000..0049}.json", 50L);
            for (int i = 0; i < 49; i++) {
                inbox.delete("x/" + "abcdefghijklmnopqrstuvwxyz".charAt(i % 26) + "_" + "z".repeat(i));
            }

            assertThat(source.next(position, ALL)).isEmpty();
            assertThat(source.compact(position).offsets()).hasSize(2);
        }
    }

    @Test
    void forgetsNothingWhileADirectoryIsEmpty() {
        Inbox inbox = new Inbox(directory);
        try (Source source = inbox.open()) {
            inbox.write("a", "1".getBytes(StandardCharsets.UTF_8));
            Position position = Drain.all(source, Position.START).position();
            inbox.delete("a");
            assertThat(source.next(position, ALL)).isEmpty();

            assertThat(source.compact(position)).isEqualTo(position);
        }
    }

    private static List<String> splits(Source source) {
        return source.next(Position.START, ALL).stream().map(SplitRange::split).toList();
    }
}
