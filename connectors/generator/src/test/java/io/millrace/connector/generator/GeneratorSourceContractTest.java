package io.millrace.connector.generator;

import io.millrace.spi.source.Source;
import io.millrace.testing.source.SourceContract;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

class GeneratorSourceContractTest extends SourceContract {
    private static final EventTimes TIMES = EventTimes.of(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMillis(10));

    private long available;

    @Override
    protected Set<Ability> abilities() {
        return EnumSet.of(Ability.KNOWS_NOW);
    }

    @Override
    protected Source open() {
        return new GeneratorSource(3, TIMES, () -> new OrdersTemplate(1, TIMES, 0.2), read -> available);
    }

    @Override
    protected void grow(int payloads) {
        available += payloads;
    }
}
