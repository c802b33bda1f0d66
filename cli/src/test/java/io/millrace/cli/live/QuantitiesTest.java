package io.millrace.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    @Test
    void groupsDigits() {
        assertThat(Quantities.count(1_234_567)).isEqualTo("1,234,567");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0/s",
        "0.25, 0.3/s",
        "940, 940/s",
        "9999, '9,999/s'",
        "12400, 12.4k/s",
        "999950, 1.0M/s",
        "1250000, 1.3M/s"
    })
    void shortensRates(double perSecond, String text) {
        assertThat(Quantities.rate(perSecond)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "250, 250 ms",
        "1400, 1.4 s",
        "42000, 42 s",
        "200000, 3 m 20 s",
        "3600000, 1 h",
        "7500000, 2 h 5 m",
        "273600000, 3 d 4 h"
    })
    void shortensDurations(long millis, String text) {
        assertThat(Quantities.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
