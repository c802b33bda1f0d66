package io.millrace.connector.files.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.files.read.FileNames;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is found, in which order, and how little is remembered of it. */
class ObjectSourceTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final StartPoint BEGINNING = new StartPoint.Beginning();
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);
    private static final Map<String, OptionValue> HOURLY =
            Map.of("DATE_PATTERN", new OptionValue.Text("yyyy/MM/dd/HH"));

    private static final OptionValue SECOND = new OptionValue.Span(Duration.ofSeconds(1));

    private final MemoryStore store = new MemoryStore();
    private Instant now = START;
    private Position position = Position.START;

    @Test
    void takesTheOldestFirst() {
        store.put("b", second(-20));
        store.put("a", second(-10));
        store.put("c", second(-20));
        assertThat(names(source(Map.of()))).containsExactly("b", "c", "a");
    }

    @Test
    void takesDatesInOrderAndWaitsForThem() {
        store.put("2026/03/01/09/late", second(-1));
        store.put("2026/03/01/08/x", second(-50));
        store.put("2026/03/01/11/future", second(-60));
        store.put("no/date", second(-70));
        ObjectSource source = source(HOURLY);
        Drain drain = Drain.all(source, position);

        assertThat(drain.payloads())
                .extracting(Payload::split)
                .containsExactly("2026/03/01/08/x", "2026/03/01/09/late");
        assertThat(drain.payloads().get(0).timeMicros())
                .isEqualTo(Instant.parse("2026-03-01T08:00:00Z").getEpochSecond() * 1_000_000);
        now = Instant.parse("2026-03-01T11:00:00Z");
        assertThat(Drain.all(source, drain.position()).payloads())
                .extracting(Payload::split)
                .containsExactly("2026/03/01/11/future");
    }

    @Test
    void readsWhatReplacesAnObject() {
        store.put("a", second(-10));
        ObjectSource source = source(Map.of());
        assertThat(turn(source)).containsExactly("a");
        assertThat(turn(source)).isEmpty();
        store.put("a", second(5));
        assertThat(turn(source)).containsExactly("a");
        assertThat(turn(source)).isEmpty();
    }

    @Test
    void readsWhatArrivesLateUnderAnEarlyName() {
        ObjectSource source = source(Map.of());
        for (int i = 100; i < 200; i++) {
            store.put("file-" + i, second(i));
        }
        now = START.plus(Duration.ofHours(5));
        assertThat(turn(source)).hasSize(100);
        assertThat(position.offsets()).hasSizeLessThanOrEqualTo(2);
        store.put("file-050", now.getEpochSecond());
        store.put("file-150", now.getEpochSecond());
        assertThat(turn(source)).containsExactly("file-050", "file-150");
    }

    @Test
    void remembersNoNamesOfWhatIsOld() {
        ObjectSource source = source(Map.of());
        for (int hour = 0; hour < 100; hour++) {
            now = START.plus(Duration.ofHours(hour));
            for (int i = 0; i < 20; i++) {
                store.put(Integer.toHexString((hour * 20 + i) * 0x9E3779B1), now.getEpochSecond() + i);
            }
            assertThat(turn(source)).hasSize(20);
        }
        assertThat(position.offsets()).hasSizeLessThan(45);
        assertThat(turn(source(Map.of()))).isEmpty();
    }

    @Test
    void remembersFewNamesWhileAnObjectWaitsForItsDate() {
        store.put("2026/03/20/00/future", second(0));
        ObjectSource source = source(HOURLY);
        for (int hour = 0; hour < 100; hour++) {
            now = START.plus(Duration.ofHours(hour));
            for (int i = 0; i < 20; i++) {
                store.put(DatePattern.parse("yyyy/MM/dd/HH").format(now) + "/" + i, now.getEpochSecond() + i);
            }
            assertThat(turn(source)).hasSize(20);
        }
        assertThat(position.offsets()).hasSizeLessThan(45);
        now = Instant.parse("2026-03-20T00:00:00Z");
        assertThat(turn(source(HOURLY))).containsExactly("2026/03/20/00/future");
    }

    @Test
    @Timeout(120)
    void listsOfManyOnlyWhereNewOnesAreLikely() {
        for (int i = 0; i < 50_000; i++) {
            store.put("orders/%02d/file-%06d".formatted(i % 10, i), second(i - 100_000));
        }
        ObjectSource source = source(Map.of("DISCOVERY_INTERVAL", SECOND));
        assertThat(turn(source)).hasSize(50_000);
        assertThat(position.offsets()).hasSizeLessThanOrEqualTo(2);
        store.shown();
        store.put("orders/03/file-100000", second(0));
        store.put("returns/x", second(0));
        store.put("orders/00/file-000000x", second(0));

        now = now.plusSeconds(5);
        assertThat(turn(source)).containsExactly("orders/03/file-100000", "returns/x");
        assertThat(store.shown()).isLessThan(20);
        now = now.plusSeconds(60);
        assertThat(turn(source)).containsExactly("orders/00/file-000000x");
    }

    @Test
    @Timeout(120)
    void listsOfManyDatesOnlyThoseThatAreRecent() {
        DatePattern pattern = DatePattern.parse("yyyy/MM/dd/HH");
        for (int i = 0; i < 50_000; i++) {
            Instant date = START.minus(Duration.ofHours(1 + i / 10));
            store.put(pattern.format(date) + "/" + i, date.getEpochSecond());
        }
        Map<String, OptionValue> options = new HashMap<>(HOURLY);
        options.put("DISCOVERY_INTERVAL", SECOND);
        ObjectSource source = source(options);
        assertThat(turn(source)).hasSize(50_000);
        assertThat(position.offsets().size()).isLessThanOrEqualTo(25);
        store.shown();
        store.put("2026/03/01/10/new", second(0));
        store.put("2025/12/01/10/late", second(0));

        now = now.plusSeconds(5);
        assertThat(turn(source)).containsExactly("2026/03/01/10/new");
        assertThat(store.shown()).isLessThan(60);
        now = now.plusSeconds(60);
        assertThat(turn(source)).containsExactly("2025/12/01/10/late");
    }

    @Test
    void asksTheStoreOnceInAnInterval() {
        store.put("a", second(-10));
        ObjectSource source = source(Map.of("DISCOVERY_INTERVAL", SECOND));
        assertThat(turn(source)).containsExactly("a");
        store.shown();
        store.put("b", second(0));
        for (int i = 0; i < 10; i++) {
            assertThat(turn(source)).isEmpty();
        }
        assertThat(store.shown()).isZero();
        now = now.plusSeconds(1);
        assertThat(turn(source)).containsExactly("b");
    }

    @Test
    void plansAgainARunThatWasGivenUp() {
        store.put("a", second(-10_000));
        ObjectSource source = source(Map.of());
        assertThat(turn(source)).containsExactly("a");
        position = source.start(BEGINNING);
        assertThat(turn(source)).containsExactly("a");
        source.resumed(Position.START);
        position = Position.START;
        assertThat(turn(source)).containsExactly("a");
    }

    @Test
    void beginsAtADate() {
        store.put("2026/03/01/08/x", second(-10));
        store.put("2026/03/01/09/x", second(-10));
        ObjectSource source = source(HOURLY);
        position = source.start(new StartPoint.At(Instant.parse("2026-03-01T09:00:00Z")));
        assertThat(turn(source)).containsExactly("2026/03/01/09/x");
        store.put("2026/03/01/08/later", second(10));
        assertThat(turn(source)).isEmpty();
    }

    @Test
    void endsAtAnInstantInTheFuture() {
        store.put("a", second(-10));
        ObjectSource source = source(Map.of());
        Position end = source.end(new StartPoint.At(START.plusSeconds(60)));
        assertThat(turn(source)).containsExactly("a");
        assertThat(source.hasReached(position, end)).isFalse();
        store.put("b", second(50));
        store.put("c", second(70));
        now = START.plusSeconds(100);
        List<SplitRange> ranges = source.next(position, ALL);
        assertThat(source.reached(end, ranges).offsets()).containsOnlyKeys("b");
        assertThat(source.hasReached(position, end)).isFalse();
        assertThat(source.hasReached(position.advance(List.of(ranges.get(0))), end))
                .isTrue();
    }

    @Test
    void deletesWhatWasLoadedAndNothingElse() {
        Map<String, OptionValue> deleting = Map.of("DELETE_FILES_AFTER_LOAD", new OptionValue.Flag(true));
        store.put("before", second(-10));
        ObjectSource source = source(deleting);
        position = source.start(new StartPoint.Now());
        store.put("loaded", second(10));
        store.put("replaced", second(10));
        now = START.plusSeconds(20);
        List<SplitRange> ranges = source.next(position, ALL);
        position = source.compact(position.advance(ranges));
        store.put("replaced", second(15));
        assertThat(store.objects()).hasSize(3);
        source.committed(position, ranges);
        assertThat(store.objects()).containsOnlyKeys("before", "replaced");

        ranges = source.next(position, ALL);
        position = source.compact(position.advance(ranges));
        store.put("new", second(30));
        source(deleting).resumed(position);
        assertThat(store.objects()).containsOnlyKeys("before", "new");
    }

    /** Whatever arrives, under whatever name, at whatever time within the delay, is read once, and only once. */
    @Test
    @Timeout(120)
    void readsEachObjectOnceWhateverHappens() {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        for (Map<String, OptionValue> options : List.of(Map.<String, OptionValue>of(), HOURLY)) {
            Set<String> put = new HashSet<>();
            List<String> read = new ArrayList<>();
            store.objects().clear();
            position = Position.START;
            now = START;
            ObjectSource source = source(options);
            for (int step = 0; step < 400; step++) {
                now = now.plusSeconds(random.nextInt(1200));
                for (int i = random.nextInt(5); i > 0; i--) {
                    Instant date = now.plusSeconds(random.nextInt(20_000) - 15_000);
                    String name = DatePattern.parse("yyyy/MM/dd/HH").format(date) + "/"
                            + Integer.toHexString(random.nextInt(30));
                    long modified = now.getEpochSecond() - random.nextInt(3000);
                    boolean unread = put.contains(name + "@" + store.objects().get(name))
                            && !read.contains(name + "@" + store.objects().get(name));
                    if (!unread && modified > store.objects().getOrDefault(name, 0L)) {
                        store.put(name, modified);
                        put.add(name + "@" + modified);
                    }
                }
                if (random.nextInt(10) == 0) {
                    source = source(options);
                }
                List<SplitRange> ranges = source.next(position, new RunLimit(1 + random.nextInt(6), 1L << 40));
                ranges.forEach(range -> read.add(range.split() + "@" + range.from()));
                position = source.compact(position.advance(ranges));
            }
            now = now.plus(Duration.ofHours(10));
            for (List<SplitRange> ranges = source.next(position, ALL); !ranges.isEmpty(); ) {
                ranges.forEach(range -> read.add(range.split() + "@" + range.from()));
                position = source.compact(position.advance(ranges));
                ranges = source.next(position, ALL);
            }
            assertThat(read).as("-Dmillrace.seed=" + seed).doesNotHaveDuplicates();
            assertThat(new HashSet<>(read)).as("-Dmillrace.seed=" + seed).isEqualTo(put);
        }
    }

    private ObjectSource source(Map<String, OptionValue> given) {
        InstantSource clock = () -> now = now.plusMillis(20);
        Map<String, OptionValue> options = new HashMap<>(given);
        options.putIfAbsent("DISCOVERY_INTERVAL", new OptionValue.Span(Duration.ofMillis(1)));
        return new ObjectSource(store, new FileNames(Optional.empty(), Optional.empty()), new Options(options), clock);
    }

    /** One run; the names that it reads, sorted. */
    private List<String> turn(ObjectSource source) {
        List<SplitRange> ranges = source.next(position, ALL);
        position = source.compact(position.advance(ranges));
        return ranges.stream().map(SplitRange::split).sorted().toList();
    }

    private List<String> names(ObjectSource source) {
        return source.next(source.start(BEGINNING), ALL).stream()
                .map(SplitRange::split)
                .toList();
    }

    private static long second(long offset) {
        return START.getEpochSecond() + offset;
    }
}
