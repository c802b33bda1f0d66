package io.millrace.formats.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoublesTest {
    @ParameterizedTest
    @CsvSource({
        "8414709848078965, 16, 0.8414709848078965",
        "30000000000000004, 17, 0.30000000000000004",
        "10000000149011612, 17, 0.10000000149011612",
        "85324107142857140, 15, 85.32410714285714",
        "4815162342, 4, 481516.2342",
        "5, -22, 5e22",
        "12345678901234567, 22, 1.2345678901234567e-6",
        "0, 400, 0",
    })
    void ordinaryDoublesNeedNoMoreArithmetic(long w, int k, double expected) {
        assertThat(Doubles.surviving(w, k)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10000000000000001, 17",
        "9007199254740993, 0",
        "30000000000000005, 17",
        "99999999999999999, 30",
        "1, 23",
    })
    void othersAreLeftToExactArithmetic(long w, int k) {
        assertThat(Doubles.surviving(w, k)).isNaN();
    }
}
