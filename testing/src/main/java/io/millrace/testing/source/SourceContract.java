package io.millrace.testing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.Vector;
import io.millrace.spi.error.ErrorKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceColumn;
import io.millrace.spi.source.SplitRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every source. An implementation says how its system is made to change; the tests are the same. */
@SuppressWarnings("JUnit3TestNotRun")
public abstract class SourceContract {
    /** What the system behind a source can do. */
    public enum Ability {
        NEW_SPLITS,
        SPLITS_GO,
        GOES_AWAY,
        /** What was planned may be read while the system is away. */
        READS_AHEAD,
        TAKES_ANY_BYTES,
        KNOWS_NOW
    }

    private static final StartPoint BEGINNING = new StartPoint.Beginning();
    private static final StartPoint NOW = new StartPoint.Now();
    private static final RunLimit SMALL = new RunLimit(3, 1L << 30);

    private Source source;

    protected abstract Set<Ability> abilities();

    /** Opens a source on the same, at first empty, system; with a clock that lets it notice every change at once. */
    protected abstract Source open();

    /** Makes {@code payloads} more available, in more than one split if there is more than one. */
    protected abstract void grow(int payloads);

    /** Adds a split, or more, and makes {@code payloads} available in it. */
    protected void addSplit(int payloads) {
        throw new UnsupportedOperationException();
    }

    /** Removes a split that has been read, if the system allows. */
    protected void removeSplit() {
        throw new UnsupportedOperationException();
    }

    /** Makes the whole system unreachable. */
    protected void goAway() {
        throw new UnsupportedOperationException();
    }

    protected void comeBack() {
        throw new UnsupportedOperationException();
    }

    /** Makes one payload of exactly these bytes available. */
    protected void write(byte[] payload) {
        throw new UnsupportedOperationException();
    }

    @BeforeEach
    final void openSource() {
        source = open();
    }

    @AfterEach
    final void closeSource() {
        source.close();
    }

    @Test
    final void hasNothingWhileNothingIsThere() {
        source.validate();
        Position start = source.start(BEGINNING);

        assertThat(source.next(start, SMALL)).isEmpty();
        assertThat(source.backlog(start).values()).allMatch(count -> count == 0);
        assertThat(Drain.read(source, List.of())).isEmpty();
    }

    @Test
    final void yieldsEveryPayloadOnceAndInOrder() {
        Position start = source.start(BEGINNING);
        grow(20);

        Drain drain = Drain.in(source, start, SMALL);

        assertThat(drain.payloads()).hasSize(20);
        assertEachOnceAndInOrder(drain.payloads());
        assertThat(drain.payloads()).allMatch(payload -> drain.position().covers(payload.split(), payload.offset()));
    }

    @Test
    final void keepsToTheLimitOfPayloads() {
        Position start = source.start(BEGINNING);
        grow(20);

        List<SplitRange> ranges = source.next(start, SMALL);

        assertThat(ranges.stream().mapToLong(SplitRange::payloads).sum()).isBetween(1L, 3L);
        assertThat(source.next(start, new RunLimit(1, 1))).isNotEmpty();
    }

    @Test
    final void yieldsTheSameForTheSameRange() {
        Position start = source.start(BEGINNING);
        grow(20);
        List<SplitRange> ranges = source.next(start, new RunLimit(15, 1L << 30));

        List<Payload> first = Drain.read(source, ranges);
        grow(5);

        assertThat(first).hasSize(15);
        assertThat(Drain.read(source, ranges)).isEqualTo(first);
        try (Source other = open()) {
            assertThat(Drain.read(other, ranges)).isEqualTo(first);
        }
    }

    @Test
    final void goesOnWhereThePositionIs() {
        Position start = source.start(BEGINNING);
        grow(20);
        List<SplitRange> ranges = source.next(start, new RunLimit(7, 1L << 30));
        List<Payload> all = new ArrayList<>(Drain.read(source, ranges));
        Position position = copy(start.advance(copy(ranges)));
        grow(10);

        try (Source other = open()) {
            Drain rest = Drain.in(other, position, SMALL);
            all.addAll(rest.payloads());
            assertThat(other.next(rest.position(), SMALL)).isEmpty();
        }

        assertThat(all).hasSize(30);
        assertEachOnceAndInOrder(all);
    }

    @Test
    final void countsWhatWaits() {
        Position start = source.start(BEGINNING);
        grow(20);
        Position position = start.advance(source.next(start, new RunLimit(5, 1L << 30)));

        assertThat(sum(source.backlog(start))).isEqualTo(20);
        assertThat(sum(source.backlog(position))).isEqualTo(15);
    }

    @Test
    final void beginsAndEndsNow() {
        assumeTrue(abilities().contains(Ability.KNOWS_NOW));
        grow(10);
        Position start = source.start(NOW);
        Position end = source.end(NOW);
        grow(7);

        assertThat(source.next(end, SMALL)).isNotEmpty();
        assertThat(Drain.all(source, start).payloads()).hasSize(7);
        long before = Drain.all(source, source.start(BEGINNING)).payloads().stream()
                .filter(payload -> end.covers(payload.split(), payload.offset()))
                .count();
        assertThat(before).isEqualTo(10);
    }

    @Test
    final void findsNewSplitsWhileRunning() {
        assumeTrue(abilities().contains(Ability.NEW_SPLITS));
        Position start = source.start(NOW);
        grow(4);
        Drain before = Drain.all(source, start);
        addSplit(5);

        Drain after = Drain.all(source, before.position());

        assertThat(after.payloads()).hasSize(5);
        assertThat(after.payloads())
                .extracting(Payload::split)
                .doesNotContainAnyElementsOf(
                        before.payloads().stream().map(Payload::split).toList());
    }

    @Test
    final void readsNothingAgainWhenASplitGoes() {
        assumeTrue(abilities().contains(Ability.SPLITS_GO));
        Position start = source.start(BEGINNING);
        grow(10);
        Drain before = Drain.all(source, start);
        removeSplit();
        assertThat(source.next(before.position(), SMALL)).isEmpty();
        grow(3);

        assertThat(Drain.all(source, before.position()).payloads()).hasSize(3);
    }

    @Test
    final void saysThatItIsAwayAndGoesOnWhenItIsBack() {
        assumeTrue(abilities().contains(Ability.GOES_AWAY));
        Position start = source.start(BEGINNING);
        grow(10);
        List<SplitRange> ranges = source.next(start, new RunLimit(6, 1L << 30));
        goAway();

        assertThatThrownBy(() -> source.next(start, SMALL)).satisfies(SourceContract::isExternal);
        assertCannotRead(ranges);
        comeBack();

        List<Payload> all = new ArrayList<>(Drain.read(source, ranges));
        all.addAll(Drain.all(source, start.advance(ranges)).payloads());
        assertThat(all).hasSize(10);
        assertEachOnceAndInOrder(all);
    }

    @Test
    final void handsOutAnyBytesAsTheyAre() {
        assumeTrue(abilities().contains(Ability.TAKES_ANY_BYTES));
        byte[] poison = {'{', 0, (byte) 0xff, (byte) 0xc0, '"', '\n', (byte) 0xed, (byte) 0xa0, (byte) 0x80};
        Position start = source.start(BEGINNING);
        grow(2);
        write(poison);
        grow(2);

        assertThat(Drain.all(source, start).payloads())
                .hasSize(5)
                .extracting(Payload::bytes)
                .contains(new String(poison, StandardCharsets.ISO_8859_1));
    }

    @Test
    final void fillsItsColumnsForEveryRow() {
        Position start = source.start(BEGINNING);
        grow(6);
        try (PayloadReader reader = source.read(source.next(start, new RunLimit(6, 1L << 30)))) {
            List<Column> columns = reader.columns();
            assertThat(columns).extracting(Column::name).isEqualTo(names(source.columns()));
            int rows = 0;
            while (reader.next()) {
                reader.appendCoordinates(rows, 2);
                rows += reader.complete() ? 2 : 0;
                reader.consumed(reader.end() - reader.start());
                assertThat(reader.coordinates()).startsWith("{").endsWith("}");
                assertThat(reader.timeMicros()).isPositive();
            }
            assertThat(rows).isEqualTo(12);
            for (SourceColumn column : source.columns()) {
                assertFilled(columns, column, rows);
            }

            reader.clearColumns();
            assertThat(columns).allSatisfy(column -> assertThat(column.kinds()).isEmpty());
        }
    }

    /** Whether every row must have a value in this column. */
    protected boolean always(SourceColumn column) {
        return true;
    }

    private void assertFilled(List<Column> columns, SourceColumn declared, int rows) {
        Column column = columns.stream()
                .filter(one -> one.name().equals(declared.name()))
                .findFirst()
                .orElseThrow();
        for (Kind kind : Kind.values()) {
            if (kind != declared.kind()) {
                assertThat(column.find(kind))
                        .as("%s of %s", kind, column.name())
                        .isEmpty();
            }
        }
        Vector vector = column.find(declared.kind()).orElseThrow();
        if (always(declared)) {
            assertThat(vector.size()).as(column.name()).isEqualTo(rows);
        }
    }

    private static void assertEachOnceAndInOrder(List<Payload> payloads) {
        Map<String, BigInteger> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Payload payload : payloads) {
            assertThat(seen.add(payload.split() + "@" + payload.offset()))
                    .as("twice: %s", payload)
                    .isTrue();
            assertThat(payload.offset()).isGreaterThan(last.getOrDefault(payload.split(), BigInteger.ONE.negate()));
            last.put(payload.split(), payload.offset());
        }
    }

    private void assertCannotRead(List<SplitRange> ranges) {
        if (abilities().contains(Ability.READS_AHEAD)) {
            try (Source other = open()) {
                assertThatThrownBy(() -> Drain.read(other, ranges)).satisfies(SourceContract::isExternal);
            }
        } else {
            assertThatThrownBy(() -> Drain.read(source, ranges)).satisfies(SourceContract::isExternal);
        }
    }

    private static void isExternal(Throwable error) {
        assertThat(error).isInstanceOf(MillraceException.class);
        assertThat(((MillraceException) error).kind()).isEqualTo(ErrorKind.EXTERNAL);
    }

    private static List<String> names(List<SourceColumn> columns) {
        return columns.stream().map(SourceColumn::name).toList();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What comes out of the serialised form of {@code value}. */
    @SuppressWarnings({"unchecked", "BanSerializableRead"})
    private static <T> T copy(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
            out.flush();
            return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
