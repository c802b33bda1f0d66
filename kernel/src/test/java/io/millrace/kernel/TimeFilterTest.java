package io.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.select.TimeTravel;
import io.millrace.spi.error.MillraceException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFilterTest {
    private static final RunTimes FIRST_MINUTE =
            new RunTimes(Instant.parse("2026-01-02T00:00:00Z"), Instant.parse("2026-01-02T00:01:00Z"));
    private static final String BETWEEN = "$commit_time BETWEEN run_start_time() AND run_end_time()";

    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = OrdersFixture.create();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM orders WHERE " + BETWEEN,
                "SELECT id FROM orders o WHERE o." + BETWEEN + " AND id > 0",
                "SELECT id FROM orders WHERE id > 0 AND (lake.raw.orders." + BETWEEN + ")",
                "SELECT id FROM orders WHERE id > 0 AND time_filter()",
                "SELECT id FROM orders WHERE TIME_FILTER ( timeColumn => $commit_time ) ORDER BY id",
                "SELECT id FROM orders WHERE _commit_time >= run_start_time() AND _commit_time < run_end_time()",
                "SELECT id FROM (SELECT * FROM orders WHERE time_filter())",
                "WITH o AS (SELECT * FROM orders WHERE time_filter()) SELECT id FROM o",
                "SELECT id FROM orders o LEFT JOIN customers c ON c.email = o.customer.email WHERE o." + BETWEEN,
                "SELECT id FROM customers c, orders WHERE orders." + BETWEEN,
            })
    void readsEachRowInOneRun(String sql) {
        AnalyzedSelect select = fixture.analyze(sql);

        assertThat(select.incremental())
                .extracting(table -> table.name().table())
                .containsExactly("orders");
        assertThat(select.incremental().get(0).filter().orElseThrow().isExact()).isTrue();
        assertThat(select.usesRunTimes()).isFalse();
        assertThat(fixture.rows(sql, FIRST_MINUTE)).containsExactlyInAnyOrder("{\"id\":1}", "{\"id\":2}");
        RunTimes next = new RunTimes(FIRST_MINUTE.end(), FIRST_MINUTE.end().plusSeconds(60));
        assertThat(fixture.rows(sql, next)).hasSizeGreaterThanOrEqualTo(0).doesNotContain("{\"id\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $commit_time BETWEEN run_start_time() - INTERVAL '1 hour' AND run_end_time() | 2026-01-01T23:00:00Z
            $commit_time BETWEEN run_start_time() - INTERVAL 2 DAYS AND run_end_time()   | 2025-12-31T00:00:00Z
            $commit_time BETWEEN run_start_time() - to_minutes(5) AND run_end_time()     | 2026-01-01T23:55:00Z
            $commit_time >= run_start_time() - INTERVAL '1s' AND $commit_time < run_end_time() | 2026-01-01T23:59:59Z
            time_filter(windowSize => INTERVAL '1 hour')                                 | 2026-01-01T23:01:00Z
            time_filter(windowSize = 1 HOUR)                                             | 2026-01-01T23:01:00Z
            time_filter(timeColumn => $commit_time, windowSize => '10 seconds')          | 2026-01-02T00:00:00Z
            """)
    void looksBack(String filter, Instant from) {
        AnalyzedSelect select = fixture.analyze("SELECT id FROM orders WHERE " + filter);

        assertThat(select.incremental().get(0).filter().orElseThrow().from(FIRST_MINUTE))
                .isEqualTo(from);
        assertThat(select.isStateless()).isFalse();
        assertThat(fixture.rows("SELECT id FROM orders WHERE " + filter, FIRST_MINUTE))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | SELECT id, md5(note) FROM orders WHERE time_filter()
            true  | SELECT *, unnest(items) FROM orders WHERE time_filter()
            true  | UNNEST(SELECT id, items[].sku FROM orders WHERE time_filter())
            true  | SELECT o.id FROM orders o JOIN customers c ON o.customer.email = c.email WHERE o.$commit_time BETWEEN run_start_time() AND run_end_time()
            true  | SELECT o.id FROM orders o LEFT JOIN customers c ON o.customer.email = c.email WHERE o.$commit_time BETWEEN run_start_time() AND run_end_time()
            false | SELECT o.id FROM customers c LEFT JOIN orders o ON o.customer.email = c.email WHERE o.$commit_time BETWEEN run_start_time() AND run_end_time()
            false | SELECT count(*) FROM orders WHERE time_filter()
            false | SELECT id, sum(id) FROM orders WHERE time_filter() GROUP BY id
            false | SELECT DISTINCT id FROM orders WHERE time_filter()
            false | SELECT id, row_number() OVER () FROM orders WHERE time_filter()
            false | SELECT id FROM orders WHERE time_filter() LIMIT 1
            false | SELECT id, run_start_time() AS t FROM orders WHERE time_filter()
            false | SELECT id FROM orders WHERE time_filter() AND id IN (SELECT max(id) FROM orders)
            false | SELECT id FROM orders WHERE time_filter() UNION SELECT 1
            false | SELECT id FROM orders
            """)
    void tellsWhetherIntervalsMayBeTakenTogether(boolean stateless, String sql) {
        assertThat(fixture.analyze(sql).isStateless()).isEqualTo(stateless);
    }

    @Test
    void givesTheTimesOfTheRun() {
        String sql = "SELECT run_start_time() AS s, run_end_time() - run_start_time() = INTERVAL '1 minute' AS m";

        assertThat(fixture.analyze(sql).usesRunTimes()).isTrue();
        assertThat(fixture.rows(sql, FIRST_MINUTE)).containsExactly("{\"s\":\"2026-01-02T00:00:00Z\",\"m\":true}");
    }

    @Test
    void requiresAFilter() {
        AnalyzedSelect select =
                fixture.analyze("SELECT id\nFROM orders WHERE $event_time BETWEEN run_start_time() AND run_end_time()");

        assertThatThrownBy(select::requireTimeFilter)
                .hasMessage("Cannot find a time filter on: lake.raw.orders")
                .extracting(e -> ((MillraceException) e).describe())
                .isEqualTo("w.sql:2:6: MR2103: Cannot find a time filter on: lake.raw.orders"
                        + " (add WHERE $commit_time BETWEEN run_start_time() AND run_end_time(), or time_filter())");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT id FROM orders WHERE id = 1 OR time_filter()  | w.sql:1:39: MR2102: Cannot use time_filter() here
            SELECT id FROM orders a, orders b WHERE time_filter() | w.sql:1:41: MR2102: Cannot tell which table the time filter belongs to
            WITH o AS (FROM orders) SELECT 1 FROM o WHERE time_filter() | w.sql:1:47: MR2102: Cannot filter by the time of a run here
            SELECT id FROM orders WHERE time_filter(window => 1 HOUR) | w.sql:1:41: MR1001: Cannot find option of time_filter: window
            SELECT id FROM orders WHERE time_filter(windowSize => INTERVAL '1 month') | w.sql:1:29: MR1005: Cannot use as a constant: INTERVAL '1 month'
            SELECT id FROM orders WHERE $commit_time BETWEEN run_start_time() - id AND run_end_time() | w.sql:1:69: MR1005: Cannot use as a constant: id
            """)
    void refusesFiltersThatCannotBeMeant(String sql, String message) {
        assertThatThrownBy(() -> fixture.analyze(sql))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.describe()).startsWith(message));
    }

    @Test
    void readsTimeTravel() {
        List<TableUse> tables = fixture.analyze("""
                        SELECT * FROM orders AT (TIMESTAMP => TIMESTAMP '2026-01-01 10:00:00') , orders b AT (SNAPSHOT => 123),
                            system.information_schema.jobs
                        """).tables();

        assertThat(tables).hasSize(3);
        assertThat(tables.get(0).travel()).contains(new TimeTravel.AsOf(Instant.parse("2026-01-01T10:00:00Z")));
        assertThat(tables.get(1).travel()).contains(new TimeTravel.AtSnapshot(123));
        assertThat(tables.get(2).name()).hasToString("system.information_schema.jobs");
        assertThat(fixture.rows("SELECT count(*) AS n FROM orders o AT (SNAPSHOT => 1) WHERE o.id > 2"))
                .containsExactly("{\"n\":2}");
    }
}
