package io.millrace.lake.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeHistogramTest {
    private static final long MINUTE = 60_000_000L;

    @Test
    void countsByTheMinuteWhileThereAreFew() {
        TimeHistogram histogram = new TimeHistogram();
        histogram.add(new long[] {0, 5, MINUTE - 1, MINUTE, 0, -1}, 6);
        assertThat(histogram.widthMicros()).isEqualTo(MINUTE);
        assertThat(histogram.counts())
                .hasSize(3)
                .containsEntry(-MINUTE, 1L)
                .containsEntry(0L, 4L)
                .containsEntry(MINUTE, 1L);
    }

    @Test
    void widensAndLosesNothing() {
        TimeHistogram years = new TimeHistogram();
        for (long day = 0; day < 365 * 40; day++) {
            years.add(new long[] {day * 24 * 60 * MINUTE}, 1);
        }
        TimeHistogram fine = new TimeHistogram();
        fine.add(new long[] {3 * MINUTE, 4 * MINUTE}, 2);
        fine.merge(years);
        assertThat(fine.counts()).hasSizeLessThanOrEqualTo(256);
        assertThat(fine.counts().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(365 * 40 + 2);
        assertThat(fine.counts().keySet()).allMatch(from -> from % fine.widthMicros() == 0);
    }
}
