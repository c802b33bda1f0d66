package io.millrace.testing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.spi.decode.PayloadBytes;
import io.millrace.spi.decode.Piece;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.SteppingClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for the objects of every store, beside what holds for every source. Each test has a bucket of its own. */
@SuppressWarnings("JUnit3TestNotRun")
public abstract class ObjectContract {
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);
    private static final Duration LATER = Duration.ofHours(3);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final byte[] RECORD = "{}".getBytes(StandardCharsets.UTF_8);

    private final SteppingClock clock;

    /** @param now what the clock of the store shows */
    protected ObjectContract(Instant now) {
        clock = new SteppingClock(now, Duration.ofSeconds(2));
    }

    /** A location of everything in the test's bucket. */
    protected abstract String location();

    /** A location in a bucket that is not there. */
    protected abstract String nowhere();

    /** Opens a source with options of COPY FROM. */
    protected abstract Source open(InstantSource time, Map<String, OptionValue> options);

    protected abstract void put(String name, byte[] content);

    protected abstract List<String> names();

    /** Breaks every connection there is. */
    protected abstract void cut();

    @Test
    void readsWhatALocationNames() {
        for (String name : List.of("o/a.json", "o/b/c.json", "o/b/c.csv", "o/.hidden", "o/x.tmp", "other/z.json")) {
            put(name);
        }
        assertThat(splits(at("o"))).containsExactlyInAnyOrder("a.json", "b/c.json", "b/c.csv");
        assertThat(splits(at("o/**/*.json"))).containsExactlyInAnyOrder("a.json", "b/c.json");
        Map<String, OptionValue> regex = new HashMap<>(at("o/"));
        regex.put("FILE_PATTERN", new OptionValue.Text("regex:.*\\.csv"));
        assertThat(splits(regex)).containsExactly("b/c.csv");
    }

    @Test
    void showsNamesAsTheyAre() {
        List<String> names = List.of("a b+c%20.json", "ü/ß?.json", "x=1/y&z.json", "#1.json");
        names.forEach(this::put);
        try (Source source = open(clock, Map.of())) {
            assertThat(Drain.all(source, Position.START).payloads())
                    .extracting(Payload::split)
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void takesDatesInOrderAndTheirTime() {
        put("2026/02/01/z.json");
        put("2026/01/31/a.json");
        put("2999/01/01/future.json");
        put("none/a.json");
        try (Source source = open(clock, Map.of("DATE_PATTERN", new OptionValue.Text("yyyy/MM/dd")))) {
            List<Payload> payloads = Drain.all(source, Position.START).payloads();
            assertThat(payloads).extracting(Payload::split).containsExactly("2026/01/31/a.json", "2026/02/01/z.json");
            assertThat(payloads.get(0).timeMicros())
                    .isEqualTo(Instant.parse("2026-01-31T00:00:00Z").getEpochSecond() * 1_000_000);
        }
    }

    @Test
    void readsWhatReplacesAnObject() {
        put("a.json");
        try (Source source = open(clock, Map.of())) {
            Position first = turn(source, Position.START, "a.json");
            assertThat(source.next(first, ALL)).isEmpty();
            Position second = turn(source, first, replaced(source, first, "a.json"));
            assertThat(source.next(second, ALL)).isEmpty();
        }
    }

    @Test
    void remembersFewNamesOfWhatIsOld() {
        for (int i = 100; i < 140; i++) {
            put("file-" + i + ".json");
        }
        try (Source source = open(clock, Map.of())) {
            List<SplitRange> ranges = source.next(Position.START, ALL);
            assertThat(ranges).hasSize(40);
            Position position = source.compact(Position.START.advance(ranges));
            source.committed(position, ranges);
            clock.advance(LATER);
            assertThat(source.next(position, ALL)).isEmpty();
            position = source.compact(position);
            assertThat(position.offsets()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void readsWhatArrivesLateUnderAnEarlyName() {
        put("file-2.json");
        try (Source source = open(clock, Map.of())) {
            Position position = turn(source, Position.START, "file-2.json");
            put("file-1.json");
            position = turn(source, position, "file-1.json");
            assertThat(source.next(position, ALL)).isEmpty();
        }
    }

    @Test
    void deletesWhatWasLoadedAndNothingElse() {
        put("old.json");
        Map<String, OptionValue> deleting = Map.of("DELETE_FILES_AFTER_LOAD", new OptionValue.Flag(true));
        try (Source source = open(clock, deleting)) {
            Position position = source.start(new StartPoint.Now());
            put("a.json");
            put("b.json");
            List<SplitRange> ranges = source.next(position, ALL);
            position = source.compact(position.advance(ranges));
            assertThat(names()).containsExactlyInAnyOrder("a.json", "b.json", "old.json");
            replaced(source, position, "b.json");
            source.committed(position, ranges);
            assertThat(names()).containsExactlyInAnyOrder("b.json", "old.json");
            source.committed(position, ranges);
            position = turn(source, position, "b.json");
            // A process that ended before it deleted.
            source.resumed(position);
            assertThat(names()).containsExactly("old.json");
        }
    }

    @Test
    void refusesToReadWhatReplacedAPlannedObject() {
        put("a.json");
        try (Source source = open(clock, Map.of())) {
            List<SplitRange> planned = source.next(Position.START, ALL);
            replaced(source, Position.START.advance(planned), "a.json");
            assertThatThrownBy(() -> Drain.read(source, planned))
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
                    .hasMessageContaining("since it was planned");
        }
    }

    @Test
    void goesOnWhereAConnectionBroke() {
        byte[] content = new byte[24 << 20];
        Arrays.fill(content, (byte) 'x');
        put("large", content);
        try (Source source = open(clock, Map.of());
                PayloadReader reader = source.read(source.next(Position.START, ALL))) {
            assertThat(reader.next()).isTrue();
            long read = reader.end();
            cut();
            while (!reader.complete()) {
                reader.consumed(reader.end());
                reader.next();
                read += reader.end();
            }
            assertThat(read).isEqualTo(content.length);
        }
    }

    @Test
    void readsALargeObjectInPiecesOfOneVersion() {
        byte[] content = new byte[4 << 20];
        new Random(7).nextBytes(content);
        put("large", content);
        try (Source source = open(clock, Map.of("PIECE_MIB", new OptionValue.Numeral("1")))) {
            List<SplitRange> planned = source.next(Position.START, ALL);
            List<SplitRange> parts = source.cut(planned, ObjectContract::cutWhereWanted);
            assertThat(parts).hasSizeGreaterThan(2);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (SplitRange part : parts) {
                try (PayloadReader reader = source.read(List.of(part))) {
                    while (reader.next()) {
                        int count = reader.end() - reader.start();
                        all.write(reader.bytes(), reader.start(), count);
                        reader.consumed(count);
                        cut();
                    }
                }
            }
            assertThat(all.toByteArray()).isEqualTo(content);
            replaced(source, Position.START.advance(planned), "large");
            assertThatThrownBy(() -> Drain.read(source, List.of(parts.get(parts.size() - 1))))
                    .hasMessageContaining("since it was planned");
        }
    }

    private static List<Piece> cutWhereWanted(PayloadBytes payload, long[] wanted) {
        List<Piece> pieces = new ArrayList<>();
        long from = 0;
        for (int i = 0; i <= wanted.length; i++) {
            long to = i == wanted.length ? payload.length() : wanted[i];
            pieces.add(Piece.of(i, new byte[0], from, to));
            from = to;
        }
        return pieces;
    }

    @Test
    void saysThatABucketIsNotThere() {
        try (Source source = open(clock, Map.of("LOCATION", new OptionValue.Text(nowhere())))) {
            assertThatThrownBy(source::validate)
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND))
                    .hasMessageStartingWith("Cannot list " + nowhere());
        }
    }

    protected final void put(String name) {
        put(name, RECORD);
    }

    protected final Map<String, OptionValue> at(String path) {
        return Map.of("LOCATION", new OptionValue.Text(location() + path));
    }

    /** Puts another object under a name, until it counts as one: that is, in a later second. */
    private String replaced(Source source, Position position, String name) {
        await().atMost(LONGEST).until(() -> {
            put(name, "{\"n\":1}".getBytes(StandardCharsets.UTF_8));
            return source.next(position, ALL).stream()
                    .anyMatch(range -> range.split().equals(name));
        });
        return name;
    }

    /** One run, of exactly one object; the position behind it. */
    private static Position turn(Source source, Position position, String name) {
        List<SplitRange> ranges = source.next(position, ALL);
        assertThat(ranges).extracting(SplitRange::split).containsExactly(name);
        Drain.read(source, ranges);
        return source.compact(position.advance(ranges));
    }

    private List<String> splits(Map<String, OptionValue> options) {
        try (Source source = open(clock, options)) {
            return source.next(Position.START, ALL).stream()
                    .map(SplitRange::split)
                    .toList();
        }
    }
}
