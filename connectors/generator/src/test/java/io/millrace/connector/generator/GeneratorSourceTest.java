package io.millrace.connector.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.SteppingClock;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorSourceTest {
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);

    private final SteppingClock clock = new SteppingClock(Instant.EPOCH, Duration.ZERO);

    @Test
    void hasAllRowsAtOnceWithoutARate() {
        try (Source source = open(Map.of("ROWS", number("1001"), "PARTITIONS", number("4")))) {
            Drain drain = Drain.all(source, source.start(new StartPoint.Beginning()));

            assertThat(drain.payloads()).hasSize(1001);
            assertThat(drain.position()).isEqualTo(source.end(new StartPoint.Now()));
        }
    }

    @Test
    void keepsToItsRate() {
        try (Source source = open(Map.of("ROWS_PER_SECOND", number("100"), "ROWS", number("250")))) {
            assertThat(length(source, Position.START)).isZero();
            clock.advance(Duration.ofSeconds(1));
            assertThat(length(source, Position.START)).isEqualTo(100);
            clock.advance(Duration.ofSeconds(10));
            assertThat(length(source, Position.START)).isEqualTo(250);
        }
    }

    @Test
    void goesOnAtItsRateWhenItIsOpenedAgain() {
        Position read = Position.of(Map.of("events/0", 5000L));
        try (Source source = open(Map.of("ROWS_PER_SECOND", number("100")))) {
            assertThat(length(source, read)).isZero();
            clock.advance(Duration.ofSeconds(2));
            assertThat(length(source, read)).isEqualTo(200);
        }
    }

    @Test
    void yieldsOtherEventsForAnotherSeedOnly() {
        Map<String, OptionValue> options = Map.of("ROWS", number("10"));
        Map<String, OptionValue> other = Map.of("ROWS", number("10"), "SEED", number("43"));
        try (Source first = open(options);
                Source same = open(options);
                Source different = open(other)) {
            assertThat(bytes(first)).isEqualTo(bytes(same)).isNotEqualTo(bytes(different));
        }
    }

    @Test
    void startsAtATime() {
        try (Source source = open(Map.of("ROWS", number("1000")))) {
            Instant instant = Instant.parse("2026-01-01T00:00:00.600Z");

            assertThat(source.start(new StartPoint.At(instant)).longs()).containsEntry("events/0", 600L);
            assertThat(source.end(new StartPoint.At(Instant.parse("9999-12-31T00:00:00Z")))
                            .longs())
                    .containsEntry("events/0", 1000L);
        }
    }

    @Test
    void refusesOptionsWithoutSense() {
        assertThatThrownBy(() -> open(Map.of("DIRT", number("2")))).hasMessage("Cannot set option DIRT: 2.0");
        assertThatThrownBy(() -> open(Map.of("PARTITIONS", number("0")))).hasMessage("Cannot set option PARTITIONS: 0");
        assertThatThrownBy(() -> open(Map.of("ROWS_PER_SECOND", number("0"))))
                .hasMessage("Cannot set option ROWS_PER_SECOND: 0.0");
    }

    private Source open(Map<String, OptionValue> options) {
        return new GeneratorConnector(clock).open(Options.NONE, new Options(options));
    }

    private static long length(Source source, Position position) {
        return source.next(position, ALL).stream()
                .mapToLong(SplitRange::payloads)
                .sum();
    }

    private static List<String> bytes(Source source) {
        return Drain.all(source, Position.START).payloads().stream()
                .map(Payload::bytes)
                .toList();
    }

    private static OptionValue number(String value) {
        return new OptionValue.Numeral(value);
    }
}
