package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.kinesis.KinesisProxy;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KinesisSourceTest {
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);
    private static final ThreadFactory DAEMONS = runnable -> {
        Thread thread = new Thread(runnable, "kinesis");
        thread.setDaemon(true);
        return thread;
    };

    private final KinesisProxy proxy = KinesisProxy.start(Emulator.endpoint());
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @Test
    void saysThatAStreamIsMissing() {
        String existing = Emulator.newStream(1);
        try (Source source = Emulator.open(proxy.endpoint(), existing + "x")) {
            assertThatThrownBy(source::validate)
                    .hasMessage("Cannot find stream: " + existing + "x")
                    .satisfies(error -> {
                        assertThat(code(error)).isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
                        assertThat(((MillraceException) error).describe()).contains(existing, "MISSING_STREAM");
                    });
        }
    }

    @Test
    void waitsForAStreamThatIsMissing() {
        String later = Emulator.newStream(1) + "-later";
        try (Source source =
                Emulator.open(proxy.endpoint(), later, Map.of(KinesisOptions.SKIP_VALIDATIONS, "MISSING_STREAM"))) {
            source.validate();
            assertThat(source.next(Position.START, ALL)).isEmpty();
            Emulator.streams().create(later, 1);
            Emulator.put(later, 0, 3);

            assertThat(Drain.all(source, Position.START).payloads()).hasSize(3);
        }
    }

    @Test
    void readsOnceWhatTheProcessPlans() {
        String stream = Emulator.newStream(2);
        Emulator.put(stream, 0, 50);
        KinesisConnector connector = Emulator.connector(Emulator.clock());
        try (Source planner = connector.open(Emulator.connection(proxy.endpoint()), Emulator.source(stream, Map.of()));
                Source tasks =
                        connector.open(Emulator.connection(proxy.endpoint()), Emulator.source(stream, Map.of()))) {
            List<SplitRange> first = planner.next(Position.START, new RunLimit(20, 1L << 30));
            Position position = Position.START.advance(first);
            List<SplitRange> second = planner.next(position, ALL);
            int calls = proxy.calls("GetRecords");

            assertThat(Drain.read(tasks, second)).hasSize(30);
            assertThat(Drain.read(tasks, first)).hasSize(20);
            assertThat(proxy.calls("GetRecords")).isEqualTo(calls);
        }
    }

    @Test
    void asksASilentShardNoMoreThanFourTimesASecond() {
        String stream = Emulator.newStream(2);
        try (Source source = openAtClock(stream, 1 << 20)) {
            for (int i = 0; i < 100; i++) {
                assertThat(source.next(Position.START, ALL)).isEmpty();
            }
            assertThat(proxy.calls("GetRecords")).isEqualTo(2);
            assertThat(proxy.calls("ListShards")).isEqualTo(1);

            for (int i = 0; i < 40; i++) {
                now.set(now.get().plusMillis(100));
                source.next(Position.START, ALL);
            }
            assertThat(proxy.calls("GetRecords")).isBetween(20, 2 + 2 * 16);
        }
    }

    @Test
    void fetchesNoMoreThanThereIsRoomFor() {
        String stream = Emulator.newStream(1);
        Emulator.put(stream, 0, 11_000);
        try (Source source = openAtClock(stream, 1 << 20)) {
            Position position = Position.START;
            List<SplitRange> planned = source.next(position, ALL);
            position = position.advance(planned);
            int calls = proxy.calls("GetRecords");
            for (int i = 0; i < 10; i++) {
                now.set(now.get().plusSeconds(1));
                assertThat(source.next(position, ALL)).isEmpty();
            }
            assertThat(proxy.calls("GetRecords")).isEqualTo(calls);
            assertThat(source.behind()).isPositive();

            List<Payload> payloads = new ArrayList<>(Drain.read(source, planned));
            now.set(now.get().plusSeconds(1));
            payloads.addAll(Drain.all(source, position).payloads());
            assertThat(payloads).hasSize(11_000);
        }
    }

    @Test
    void beginsAndEndsAtAnInstant() {
        String stream = Emulator.newStream(2);
        Emulator.put(stream, 0, 10);
        Instant between = awaitNextMilli();
        Emulator.put(stream, 10, 16);
        try (Source source = Emulator.open(proxy.endpoint(), stream)) {
            Position start = source.start(new StartPoint.At(between));
            assertThat(Drain.all(source, start).payloads())
                    .extracting(Payload::bytes)
                    .containsExactlyInAnyOrder(
                            "{\"n\":10}", "{\"n\":11}", "{\"n\":12}", "{\"n\":13}", "{\"n\":14}", "{\"n\":15}");
            Position end = source.end(new StartPoint.At(between));
            assertThat(Drain.all(source, Position.START).payloads().stream()
                            .filter(payload -> end.covers(payload.split(), payload.offset())))
                    .hasSize(10);
            assertThat(source.end(new StartPoint.At(Instant.EPOCH)).offsets()).isEmpty();
        }
    }

    @Test
    void findsTheEndOfALongShard() {
        String stream = Emulator.newStream(1);
        Emulator.put(stream, 0, 21_000);
        try (Source source = openAtClock(stream, 16 << 20)) {
            now.set(Instant.now());
            Position end = source.end(new StartPoint.Now());
            Emulator.put(stream, 21_000, 21_002);

            assertThat(Drain.all(source, end).payloads()).hasSize(2);
        }
    }

    @Test
    void saysWhatWasTrimmedBeforeItWasRead() {
        String stream = Emulator.newStream(1);
        Emulator.put(stream, 0, 10);
        Position position;
        try (Source source = openAtClock(stream, 1 << 20)) {
            position = Drain.all(source, Position.START).position();
        }
        Emulator.put(stream, 10, 20);
        now.set(now.get().plus(Duration.ofHours(30)));
        String split = stream + "/shardId-000000000000";
        try (Source source = openAtClock(stream, 1 << 20)) {
            assertThat(source.next(position, ALL)).isNotEmpty();
            BigInteger kept = Drain.all(source, position).payloads().get(4).offset();
            proxy.trim("shardId-000000000000", kept);
        }

        try (Source source = openAtClock(stream, 1 << 20)) {
            assertThatThrownBy(() -> source.next(position, ALL))
                    .hasMessageStartingWith("Cannot go on after position: " + split)
                    .satisfies(error -> assertThat(code(error)).isEqualTo(ErrorCode.POSITION_LOST));
            Position mended = source.skipLost(position);
            assertThat(Drain.all(source, mended).payloads()).hasSize(6);
        }
    }

    @Test
    void saysThatARangeIsNoLongerWhole() {
        String stream = Emulator.newStream(1);
        Emulator.put(stream, 0, 10);
        try (Source source = openAtClock(stream, 1 << 20);
                Source other = openAtClock(stream, 1 << 20)) {
            List<SplitRange> ranges = source.next(Position.START, ALL);
            proxy.trim("shardId-000000000000", Drain.read(source, ranges).get(3).offset());

            assertThatThrownBy(() -> Drain.read(other, ranges))
                    .hasMessageContaining("had 10 records")
                    .satisfies(error -> assertThat(code(error)).isEqualTo(ErrorCode.POSITION_LOST));
        }
    }

    @Test
    void saysThatAStreamWasCreatedAgain() {
        String stream = Emulator.newStream(1);
        Emulator.put(stream, 0, 10);
        try (Source source = Emulator.open(proxy.endpoint(), stream)) {
            Position position = Drain.all(source, Position.START).position();
            Emulator.streams().delete(stream);
            awaitNextSecond();
            Emulator.streams().create(stream, 1);
            Emulator.put(stream, 10, 12);

            assertThatThrownBy(() -> source.next(position, ALL)).hasMessageContaining("deleted and created again");
            assertThat(Drain.all(source, source.skipLost(position)).payloads()).hasSize(2);
        }
    }

    @Test
    void saysThatAShardIsGoneThatWasNotReadToItsEnd() {
        String stream = Emulator.newStream(2);
        Emulator.put(stream, 0, 10);
        try (Source source = Emulator.open(proxy.endpoint(), stream)) {
            Position position = Drain.all(source, Position.START).position();
            proxy.hide("shardId-000000000001");

            assertThatThrownBy(() -> source.next(position, ALL))
                    .hasMessageContaining("shardId-000000000001 was read up to")
                    .satisfies(error -> assertThat(code(error)).isEqualTo(ErrorCode.POSITION_LOST));
            assertThat(source.next(source.skipLost(position), ALL)).isEmpty();
        }
    }

    @Test
    void movesTheTimeOfReadingAlongWhileNothingComes() {
        String stream = Emulator.newStream(1);
        Emulator.put(stream, 0, 3);
        try (Source source = openAtClock(stream, 1 << 20)) {
            Position position = Drain.all(source, Position.START).position();
            now.set(now.get().plus(Duration.ofHours(3)));

            List<SplitRange> ranges = source.next(position, ALL);

            assertThat(ranges).singleElement().satisfies(range -> {
                assertThat(range.split()).isEqualTo(stream + "@read");
                assertThat(range.to()).isEqualTo(BigInteger.valueOf(now.get().toEpochMilli()));
            });
            assertThat(Drain.read(source, ranges)).isEmpty();
            assertThat(source.next(position.advance(ranges), ALL)).isEmpty();
        }
    }

    private Source openAtClock(String stream, long bytesAhead) {
        return new KinesisConnector(now::get, DAEMONS, bytesAhead)
                .open(Emulator.connection(proxy.endpoint()), Emulator.source(stream, Map.of()));
    }

    private static ErrorCode code(Throwable error) {
        return ((MillraceException) error).code();
    }

    private static Instant awaitNextMilli() {
        long start = System.currentTimeMillis();
        while (System.currentTimeMillis() < start + 2) {
            Thread.onSpinWait();
        }
        return Instant.ofEpochMilli(start + 2);
    }

    /** Sequence numbers of the emulator tell streams apart by the second. */
    private static void awaitNextSecond() {
        long start = System.currentTimeMillis() / 1000;
        while (System.currentTimeMillis() / 1000 <= start + 1) {
            Thread.onSpinWait();
        }
    }
}
