package io.millrace.jobs.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventLagTest {
    private static EventLag of(Duration lag) {
        long[] counts = new long[EventLag.COUNT];
        counts[EventLag.indexOf(lag.toNanos() / 1000)]++;
        return EventLag.counts(counts, 0).firstKey();
    }

    @Test
    void aLagBeginsWhereTheOneBeforeEnds() {
        assertThat(of(Duration.ofMillis(-1))).isEqualTo(EventLag.FUTURE);
        assertThat(of(Duration.ZERO)).isEqualTo(EventLag.SECOND);
        assertThat(of(Duration.ofMillis(999))).isEqualTo(EventLag.SECOND);
        assertThat(of(Duration.ofSeconds(1))).isEqualTo(EventLag.TEN_SECONDS);
        assertThat(of(Duration.ofSeconds(10))).isEqualTo(EventLag.MINUTE);
        assertThat(of(Duration.ofMinutes(1))).isEqualTo(EventLag.TEN_MINUTES);
        assertThat(of(Duration.ofMinutes(10))).isEqualTo(EventLag.HOUR);
        assertThat(of(Duration.ofHours(1))).isEqualTo(EventLag.DAY);
        assertThat(of(Duration.ofDays(1))).isEqualTo(EventLag.LATER);
        assertThat(of(Duration.ofDays(10_000))).isEqualTo(EventLag.LATER);
        assertThat(EventLag.counts(new long[EventLag.COUNT], 3))
                .containsExactly(java.util.Map.entry(EventLag.NONSENSE, 3L));
    }
}
