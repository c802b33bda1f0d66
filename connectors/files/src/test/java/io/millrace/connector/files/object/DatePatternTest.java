package io.millrace.connector.files.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatePatternTest {
    @ParameterizedTest
    @CsvSource({
        "yyyy/MM/dd/HH/mm, 2026/03/01/10/15/a.json, 2026-03-01T10:15:00Z",
        "yyyy/MM/dd/HH, 2026/03/01/10/a.json, 2026-03-01T10:00:00Z",
        "yyyy-MM-dd, 2026-03-01.json, 2026-03-01T00:00:00Z",
        "yyyyMMdd, 20260301-0007.json, 2026-03-01T00:00:00Z",
        "dd-MM-yy, 01-03-26/a.json, 2026-03-01T00:00:00Z",
        "yyyy, 2026/a.json, 2026-01-01T00:00:00Z",
    })
    void readsTheDateThatAPathBeginsWith(String pattern, String path, Instant date) {
        DatePattern parsed = DatePattern.parse(pattern);
        assertThat(parsed.seconds(path)).hasValue(date.getEpochSecond());
        assertThat(path).startsWith(parsed.format(date));
    }

    @Test
    void takesLiteralsInQuotes() {
        DatePattern hive = DatePattern.parse("'year='yyyy/'month='MM/'o''clock'");
        assertThat(hive.seconds("year=2026/month=03/o'clock/a")).isEmpty();
        DatePattern plain = DatePattern.parse("'year='yyyy/'month='MM");
        assertThat(plain.seconds("year=2026/month=03/a"))
                .hasValue(Instant.parse("2026-03-01T00:00:00Z").getEpochSecond());
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy/MM/dd, a.json",
        "yyyy/MM/dd, 2026/03",
        "yyyy/MM/dd, 2026/13/01/a.json",
        "yyyy/MM/dd, 2026/02/30/a.json",
        "yyyy/MM/dd, 2026-03-01/a.json",
        "yyyy/MM/dd, 2026/+3/01/a.json",
    })
    void seesNoDateWhereThereIsNone(String pattern, String path) {
        assertThat(DatePattern.parse(pattern).seconds(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy/dd, 'Cannot set option DATE_PATTERN: ''yyyy/dd'': it has a smaller unit without M'",
        "MM, 'Cannot set option DATE_PATTERN: ''MM'': it has a smaller unit without y'",
        "yyyy/MMM, 'Cannot set option DATE_PATTERN: ''yyyy/MMM'': it has MMM'",
        "yyyy/MM/dd/yyyy, 'Cannot set option DATE_PATTERN: ''yyyy/MM/dd/yyyy'': a unit stands in it twice'",
        "/, 'Cannot set option DATE_PATTERN: ''/'': there is no year in it'",
    })
    void refusesWhatHasNoMeaning(String pattern, String message) {
        assertThatThrownBy(() -> DatePattern.parse(pattern))
                .isInstanceOf(MillraceException.class)
                .hasMessage(message);
    }

    @Test
    void knowsWhetherPathsSortAsDatesDo() {
        assertThat(DatePattern.parse("yyyy/MM/dd/HH/mm").sortsByDate()).isTrue();
        assertThat(DatePattern.parse("'y='yyyy-MM").sortsByDate()).isTrue();
        assertThat(DatePattern.parse("dd/MM/yyyy").sortsByDate()).isFalse();
        assertThat(DatePattern.parse("MM/yyyy").sortsByDate()).isFalse();
    }

    @Test
    void knowsHowLongADateLasts() {
        assertThat(DatePattern.parse("yyyy/MM/dd/HH/mm").unit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(DatePattern.parse("yyyy/MM/dd").unit()).isEqualTo(Duration.ofDays(1));
    }
}
