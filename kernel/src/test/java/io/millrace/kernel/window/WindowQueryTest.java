package io.millrace.kernel.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.Fixture;
import io.millrace.spi.error.MillraceException;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowQueryTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = new Fixture();
        Schema schema = new Schema(
                NestedField.optional(1, "_event_time", Types.TimestampType.withZone()),
                NestedField.optional(2, "_commit_time", Types.TimestampType.withZone()),
                NestedField.optional(3, "shop", Types.StringType.get()),
                NestedField.optional(4, "amount", Types.LongType.get()),
                NestedField.optional(5, "window_end", Types.LongType.get()));
        fixture.table(
                "lake.raw.orders",
                schema,
                fixture.write("""
                        SELECT to_timestamp(1767225600 + 60 * m) AS _event_time, to_timestamp(1767312000) AS _commit_time,
                            shop, amount, 7::BIGINT AS window_end
                        FROM (VALUES (5, 'a', 1::BIGINT), (15, 'A', 2), (65, 'a', 4), (130, 'b', 8), (105, 'b', 64), (NULL, 'a', 16),
                            (-5, 'b', 32)) v(m, shop, amount)
                        """, "_event_time: 1, _commit_time: 2, shop: 3, amount: 4, window_end: 5"));
        fixture.table("lake.raw.plain", new Schema(NestedField.optional(1, "shop", Types.StringType.get())));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void tumblingWindowsHoldTheRowsFromTheirStartToTheirEnd() {
        assertThat(fixture.rows("""
                        SELECT strftime(window_start, '%d %H:%M') AS s, strftime(window_end, '%H:%M') AS e,
                            sum(amount) AS total FROM orders GROUP BY TUMBLE($event_time, INTERVAL '1 hour')"""))
                .containsExactlyInAnyOrder(
                        "{\"s\":\"01 00:00\",\"e\":\"01:00\",\"total\":3}",
                        "{\"s\":\"01 01:00\",\"e\":\"02:00\",\"total\":68}",
                        "{\"s\":\"01 02:00\",\"e\":\"03:00\",\"total\":8}",
                        "{\"s\":\"31 23:00\",\"e\":\"00:00\",\"total\":32}");
    }

    @Test
    void aRowIsInEverySlidingWindowThatCoversIt() {
        assertThat(fixture.rows("""
                        SELECT lower(o.shop) AS shop, strftime(window_start, '%H:%M') AS s, count(*) AS n
                        FROM lake.raw.orders AS o WHERE amount < 4
                        GROUP BY lower(o.shop), HOP(o.$event_time, INTERVAL 20 MINUTES, INTERVAL '1' HOUR)"""))
                .containsExactlyInAnyOrder(
                        "{\"shop\":\"a\",\"s\":\"23:20\",\"n\":2}",
                        "{\"shop\":\"a\",\"s\":\"23:40\",\"n\":2}",
                        "{\"shop\":\"a\",\"s\":\"00:00\",\"n\":2}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lower(shop) AS k       | lower(shop)",
                "lower(shop) AS k       | k",
                "lower(shop) AS k       | 1",
                "(lower(shop)) AS k | 1",
                "((lower((shop)))) k | k",
                "lower(orders.shop) AS k | lower(lake.raw.orders.shop)",
                "k                      | k -- LET"
            })
    void rowsOfASessionAreNotFartherApartThanTheGap(String item, String key) {
        String let = key.contains("LET") ? " LET k = lower(shop)" : "";
        assertThat(fixture.rows("SELECT " + item + """
                        , strftime(window_start, '%H:%M') AS s, strftime(window_end, '%H:%M') AS e, count(*) AS n
                        FROM orders""" + let
                        + " WHERE amount <> 32 GROUP BY SESSION($event_time, INTERVAL '50 minutes'), "
                        + key))
                .containsExactlyInAnyOrder(
                        "{\"k\":\"a\",\"s\":\"00:05\",\"e\":\"01:55\",\"n\":3}",
                        "{\"k\":\"b\",\"s\":\"01:45\",\"e\":\"03:00\",\"n\":2}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT count(*) AS n FROM orders GROUP BY TUMBLE(shop, INTERVAL '1 hour') | 1:50 | Cannot make windows over anything but $event_time: shop",
                "SELECT count(*) AS n FROM orders GROUP BY TUMBLE($event_time, INTERVAL '0 hours') | 1:63 | Cannot use as the length of a window: INTERVAL '0 hours'",
                "SELECT count(*) AS n FROM orders GROUP BY TUMBLE($event_time, INTERVAL '-1 hour') | 1:63 | Cannot use as the length of a window: INTERVAL '-1 hour'",
                "SELECT count(*) AS n FROM orders GROUP BY TUMBLE($event_time, INTERVAL '1 month') | 1:63 | Cannot use as the length of a window: INTERVAL '1 month'",
                "SELECT count(*) AS n FROM orders GROUP BY TUMBLE($event_time) | 1:43 | Cannot tell the windows of: TUMBLE($event_time)",
                "SELECT count(*) AS n FROM orders GROUP BY HOP($event_time, INTERVAL '2 hours', INTERVAL '1 hour') | 1:43 | Cannot start a window later than the one before it ends: HOP($event_time, INTERVAL '2 hours', INTERVAL '1 hour')",
                "SELECT count(*) AS n FROM orders GROUP BY HOP($event_time, INTERVAL '1 second', INTERVAL '1 hour') | 1:43 | Cannot put a row into more than 1000 windows: HOP($event_time, INTERVAL '1 second', INTERVAL '1 hour')",
                "SELECT count(*) AS n FROM orders GROUP BY TUMBLE($event_time, INTERVAL '1 hour'), SESSION($event_time, INTERVAL '1 hour') | 1:83 | Cannot group by two windows: SESSION($event_time, INTERVAL '1 hour')",
                "SELECT TUMBLE($event_time, INTERVAL '1 hour') AS w FROM orders | 1:8 | Cannot use a window here: TUMBLE($event_time, INTERVAL '1 hour')",
                "SELECT n FROM (SELECT count(*) AS n FROM orders GROUP BY TUMBLE($event_time, INTERVAL '1 hour')) | 1:58 | Cannot use a window here: TUMBLE($event_time, INTERVAL '1 hour')",
                "SELECT count(*) AS n FROM orders GROUP BY lower(TUMBLE($event_time, INTERVAL '1 hour')) | 1:49 | Cannot use a window here: TUMBLE($event_time, INTERVAL '1 hour')",
                "SELECT count(*) AS n FROM orders GROUP BY TUMBLE($event_time, INTERVAL '1 hour') HAVING n > 1 | 1:43 | Cannot compute windows in a query with HAVING",
                "SELECT count(*) AS n FROM orders GROUP BY TUMBLE($event_time, INTERVAL '1 hour') LIMIT 1 | 1:43 | Cannot compute windows in a query with DISTINCT, ORDER BY or LIMIT",
                "SELECT count(*) AS n, sum(count(*)) OVER () AS s FROM orders GROUP BY TUMBLE($event_time, INTERVAL '1 hour') | 1:71 | Cannot compute windows in a query with OVER",
                "SELECT count(*) AS n FROM orders, plain GROUP BY TUMBLE($event_time, INTERVAL '1 hour') | 1:50 | Cannot compute windows over anything but one table",
                "SELECT count(*) AS n FROM orders, UNNEST([1, 2]) GROUP BY TUMBLE($event_time, INTERVAL '1 hour') | 1:59 | Cannot compute windows over anything but one table",
                "SELECT count(*) AS n FROM plain GROUP BY TUMBLE($event_time, INTERVAL '1 hour') | 1:42 | Cannot make windows over lake.raw.plain: it has no $event_time",
                "SELECT count(*) AS n FROM orders WHERE time_filter(windowSize => INTERVAL '1 hour') GROUP BY TUMBLE($event_time, INTERVAL '1 hour') | 1:94 | Cannot compute windows in a query with a time filter that looks back",
                "FROM orders SELECT count(*) AS n GROUP BY TUMBLE($event_time, INTERVAL '1 hour') | 1:1 | Cannot compute windows in a query that does not begin with SELECT",
            },
            quoteCharacter = '`')
    void saysWhatIsWrong(String sql, String place, String message) {
        assertThatThrownBy(() -> fixture.bind(sql)).isInstanceOfSatisfying(MillraceException.class, e -> {
            assertThat(e.getMessage()).isEqualTo(message);
            assertThat(e.location().orElseThrow().line() + ":"
                            + e.location().orElseThrow().column())
                    .isEqualTo(place);
            assertThat(e.hint()).isPresent();
        });
    }
}
