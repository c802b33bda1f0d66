package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.ErrorKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.kinesis.KinesisProxy;
import io.millrace.testing.kinesis.KinesisProxy.Fault;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KinesisNetworkTest {
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);
    private static final Fault[] FAULTS = {
        Fault.THROTTLED, Fault.LIMITED, Fault.EXPIRED, Fault.BROKEN, Fault.CUT_BEFORE, Fault.CUT_AFTER
    };

    private final KinesisProxy proxy = KinesisProxy.start(Emulator.endpoint());

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void losesAndDoublesNothingWhenCallsFail(long seed) {
        String stream = Emulator.newStream(2);
        Random random = new Random(seed);
        proxy.faults(faults(random));
        List<Payload> payloads = new ArrayList<>();
        Position position = Position.START;
        Source source = Emulator.open(proxy.endpoint(), stream);
        int written = 0;
        for (int step = 0; step < 25; step++) {
            Emulator.put(stream, written, written + 10);
            written += 10;
            if (step % 8 == 5) {
                Emulator.streams()
                        .split(stream, Emulator.streams().openShards(stream).get(0));
            }
            try {
                List<SplitRange> ranges = source.next(position, new RunLimit(15, 1L << 30));
                List<Payload> read = read(source, stream, ranges, random);
                position = source.compact(position.advance(ranges));
                payloads.addAll(read);
            } catch (MillraceException e) {
                assertThat(e.kind()).as("seed %d: %s", seed, e.getMessage()).isEqualTo(ErrorKind.EXTERNAL);
                source.close();
                source = Emulator.open(proxy.endpoint(), stream);
            }
        }
        source.close();
        proxy.faults(operation -> Optional.empty());
        try (Source last = Emulator.open(proxy.endpoint(), stream)) {
            payloads.addAll(Drain.all(last, position).payloads());
        }

        assertThat(payloads)
                .as("seed %d", seed)
                .extracting(Payload::bytes)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, written)
                        .mapToObj(n -> "{\"n\":" + n + "}")
                        .toList());
    }

    @Test
    void asksLaterWhenItIsThrottledAndReadsTheOtherShards() {
        String stream = Emulator.newStream(3);
        Emulator.put(stream, 0, 30);
        try (Source source = Emulator.open(proxy.endpoint(), stream)) {
            source.validate();
            proxy.faults(operation -> operation.equals("GetRecords") ? Optional.of(Fault.THROTTLED) : Optional.empty());
            assertThat(source.next(Position.START, ALL)).isEmpty();
            proxy.faults(operation -> Optional.empty());

            List<SplitRange> ranges = source.next(Position.START, ALL);
            while (ranges.stream().mapToLong(SplitRange::payloads).sum() < 30) {
                ranges = source.next(Position.START, ALL);
            }
            assertThat(Drain.read(source, ranges)).hasSize(30);
        }
    }

    @Test
    void obtainsIteratorsAnew() {
        String stream = Emulator.newStream(1);
        Emulator.put(stream, 0, 5);
        try (Source source = Emulator.open(proxy.endpoint(), stream)) {
            Drain first = Drain.all(source, Position.START);
            proxy.faults(once(Fault.EXPIRED));
            Emulator.put(stream, 5, 9);

            List<SplitRange> ranges = source.next(first.position(), ALL);
            while (ranges.isEmpty()) {
                ranges = source.next(first.position(), ALL);
            }
            assertThat(Drain.read(source, ranges)).hasSize(4);
            assertThat(proxy.calls("GetShardIterator")).isEqualTo(2);
        }
    }

    @Test
    void saysThatItMayNotRead() {
        String stream = Emulator.newStream(1);
        proxy.faults(operation -> Optional.of(Fault.DENIED));
        try (Source source = Emulator.open(proxy.endpoint(), stream)) {
            assertThatThrownBy(source::validate).satisfies(error -> {
                assertThat(((MillraceException) error).code()).isEqualTo(ErrorCode.SOURCE_ACCESS_DENIED);
                assertThat(((MillraceException) error).describe()).contains("AWS_ROLE");
            });
        }
    }

    /** Reads as a task of this process or as one of another does. */
    private List<Payload> read(Source source, String stream, List<SplitRange> ranges, Random random) {
        if (random.nextBoolean()) {
            return Drain.read(source, ranges);
        }
        try (Source other = Emulator.open(proxy.endpoint(), stream)) {
            return Drain.read(other, ranges);
        }
    }

    private static Function<String, Optional<Fault>> faults(Random random) {
        return operation -> {
            synchronized (random) {
                return random.nextInt(100) < 20
                        ? Optional.of(FAULTS[random.nextInt(operation.equals("GetRecords") ? FAULTS.length : 2)])
                        : Optional.empty();
            }
        };
    }

    private static Function<String, Optional<Fault>> once(Fault fault) {
        int[] calls = new int[1];
        return operation -> operation.equals("GetRecords") && calls[0]++ == 0 ? Optional.of(fault) : Optional.empty();
    }
}
