package io.millrace.connector.generator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * Events that come at a steady rate from the moment the source is opened, after those that were read before. Nothing
 * is generated while nobody reads.
 */
final class PacedSupply implements Supply {
    private final double rate;
    private final long rows;
    private final InstantSource clock;
    private final Instant opened;
    private OptionalLong before = OptionalLong.empty();

    PacedSupply(double rate, long rows, InstantSource clock) {
        this.rate = rate;
        this.rows = rows;
        this.clock = clock;
        this.opened = clock.instant();
    }

    @Override
    public long available(long read) {
        if (Double.isInfinite(rate)) {
            return rows;
        }
        if (before.isEmpty() && read > 0) {
            before = OptionalLong.of(Math.max(0, read - generated()));
        }
        return Math.min(rows, before.orElse(0) + generated());
    }

    private long generated() {
        return (long) (rate * Duration.between(opened, clock.instant()).toNanos() / 1e9);
    }
}
