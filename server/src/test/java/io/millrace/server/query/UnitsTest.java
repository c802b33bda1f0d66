package io.millrace.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 KB",
        "99949, 99.9 KB",
        "123456, 123 KB",
        "999500, 1.0 MB",
        "12400000, 12.4 MB"
    })
    void shortensBytes(long bytes, String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }
}
