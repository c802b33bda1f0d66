package io.millrace.server.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.jobs.loop.JobState;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.scan.StateFiles;
import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.server.RunMode;
import io.millrace.server.Running;
import io.millrace.server.TestMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a materialized view holds, and what a job that is joined with it sees. */
class ViewTest {
    private static final String VIEW = """
            CREATE FILES CONNECTION sales PATH = '%1$s/sales';
            CREATE TABLE lake.shop.sales_raw;
            CREATE JOB load_sales COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              AS COPY FROM FILES sales SETTLE_TIME = 0 SECONDS INTO lake.shop.sales_raw;
            CREATE MATERIALIZED VIEW lake.shop.sales AS
              SELECT orderid, last(info.source) AS source, count(*) AS n, sum(amount) AS total
              FROM lake.shop.sales_raw GROUP BY orderid RUN_INTERVAL = 1 SECOND;
            """;
    private static final String JOIN = """
            CREATE FILES CONNECTION orders PATH = '%1$s/orders';
            CREATE TABLE lake.shop.orders_raw;
            CREATE JOB load_orders COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              AS COPY FROM FILES orders SETTLE_TIME = 0 SECONDS INTO lake.shop.orders_raw;
            CREATE TABLE lake.shop.orders;
            CREATE JOB enrich ADD_MISSING_COLUMNS = TRUE RUN_INTERVAL = 1 SECOND
              AS INSERT INTO lake.shop.orders MAP_COLUMNS_BY_NAME
              SELECT s.id, v.source, v.n, v.total
              FROM lake.shop.orders_raw AS s LEFT JOIN lake.shop.sales AS v ON v.orderid = s.id
              WHERE $commit_time BETWEEN run_start_time() AND run_end_time();
            """;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void folders() throws Exception {
        data = directory.resolve("data");
        Files.createDirectories(directory.resolve("sales"));
        Files.createDirectories(directory.resolve("orders"));
    }

    @Test
    void rowsMeetTheViewAsItWasWhenTheyWereCommitted() throws Exception {
        put("sales/1.json", """
                {"orderid":1,"info":{"source":"web"},"amount":3}
                {"orderid":1,"info":{"source":"shop"},"amount":4}
                {"orderid":2,"info":{"source":"web"},"amount":5}
                """);
        assertThat(run(VIEW)).noneMatch(line -> line.contains("Cannot"));
        assertThat(TestMillrace.query(data, "SELECT * FROM lake.shop.sales ORDER BY orderid"))
                .containsExactly(
                        "{\"orderid\":1,\"source\":\"shop\",\"n\":2,\"total\":7}",
                        "{\"orderid\":2,\"source\":\"web\",\"n\":1,\"total\":5}");
        put("orders/1.json", "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
        assertThat(run(VIEW + JOIN)).noneMatch(line -> line.contains("Cannot"));
        put(
                "sales/2.json",
                "{\"orderid\":1,\"info\":{\"source\":\"app\"},\"amount\":1}\n{\"orderid\":3,\"amount\":2}\n");
        assertThat(run(VIEW + JOIN)).noneMatch(line -> line.contains("Cannot"));
        put("orders/2.json", "{\"id\":1}\n{\"id\":3}\n");
        assertThat(run(VIEW + JOIN)).noneMatch(line -> line.contains("Cannot"));
        assertThat(TestMillrace.query(data, "SELECT id, source, n, total FROM lake.shop.orders ORDER BY id, n"))
                .containsExactly(
                        "{\"id\":1,\"source\":\"shop\",\"n\":2,\"total\":7}",
                        "{\"id\":1,\"source\":\"app\",\"n\":3,\"total\":8}",
                        "{\"id\":2,\"source\":\"web\",\"n\":1,\"total\":5}",
                        "{\"id\":3,\"source\":null,\"n\":1,\"total\":2}",
                        "{\"id\":3,\"source\":null,\"n\":null,\"total\":null}");
        assertThat(TestMillrace.query(data, "SELECT * FROM lake.shop.sales ORDER BY orderid"))
                .hasSize(3);
    }

    @Test
    void aJobWaitsForTheViewAndSaysSo() throws Exception {
        put("sales/1.json", "{\"orderid\":1,\"info\":{\"source\":\"web\"},\"amount\":3}\n");
        run(VIEW);
        try (Running running = Running.start(data, (VIEW + JOIN).formatted(directory))) {
            running.execute("PAUSE MATERIALIZED VIEW lake.shop.sales");
            put("sales/2.json", "{\"orderid\":1,\"info\":{\"source\":\"app\"},\"amount\":4}\n");
            await().atMost(TIMEOUT)
                    .until(() -> running.query("FROM lake.shop.sales_raw").size() == 2);
            put("orders/1.json", "{\"id\":1}\n");
            await().atMost(TIMEOUT).until(() -> running.status("enrich").state() == JobState.WAITING);
            assertThat(running.query("SELECT state, error FROM system.monitoring.jobs WHERE name = 'enrich'"))
                    .containsExactly(
                            "{\"state\":\"WAITING\",\"error\":\"MR3002: Waiting for materialized view lake.shop.sales\"}");
            running.execute("RESUME MATERIALIZED VIEW lake.shop.sales");
            await().atMost(TIMEOUT)
                    .until(() -> running.query("SELECT count(*) AS n FROM lake.shop.orders")
                            .contains("{\"n\":1}"));
            assertThat(running.query("SELECT id, source, total FROM lake.shop.orders"))
                    .containsExactly("{\"id\":1,\"source\":\"app\",\"total\":7}");
            assertThat(running.status("enrich").error()).isEmpty();
        }
    }

    @Test
    void aViewIsShownAndDroppedWhenNoJobNeedsIt() throws Exception {
        put("sales/1.json", "{\"orderid\":1,\"info\":{\"source\":\"web\"},\"amount\":3}\n");
        run(VIEW);
        run(VIEW + JOIN);
        try (Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.CONTINUOUS, 1))) {
            assertThat(TestMillrace.query(
                            millrace, "SELECT name, keys, columns, source FROM system.information_schema.views"))
                    .containsExactly(
                            "{\"name\":\"sales\",\"keys\":\"orderid\",\"columns\":\"orderid, source, n, total\",\"source\":\"lake.shop.sales_raw\"}");
            assertThat(TestMillrace.query(millrace, "SHOW MATERIALIZED VIEWS")).hasSize(1);
            assertThat(TestMillrace.query(millrace, "DESCRIBE MATERIALIZED VIEW lake.shop.sales"))
                    .hasSize(4)
                    .first()
                    .asString()
                    .contains("orderid", "BIGINT");
            assertThat(message(millrace, "SHOW CREATE MATERIALIZED VIEW shop.sales"))
                    .startsWith(
                            "CREATE MATERIALIZED VIEW lake.shop.sales\n    RUN_INTERVAL = 1 SECOND\nAS SELECT orderid,");
            refused(
                    millrace,
                    "DROP MATERIALIZED VIEW lake.shop.sales",
                    "Cannot drop materialized view lake.shop.sales: used by job enrich");
            refused(millrace, "DROP TABLE lake.shop.sales", "Cannot drop a materialized view as if it were a table");
            refused(millrace, "DROP TABLE lake.shop.sales_raw", "used by job load_sales, lake.shop.sales");
            refused(millrace, "DROP JOB \"lake.shop.sales\"", "Cannot drop the job of a materialized view");
            refused(
                    millrace,
                    "PAUSE MATERIALIZED VIEW lake.shop.sale",
                    "Cannot find materialized view: lake.shop.sale");
            assertThat(message(
                            millrace, "ALTER MATERIALIZED VIEW lake.shop.sales SET MAX_TIME_TRAVEL_DURATION = 3 DAYS"))
                    .isEqualTo("altered materialized view lake.shop.sales");
            assertThat(message(millrace, "DROP JOB enrich")).isEqualTo("dropped job enrich");
            assertThat(message(millrace, "DROP MATERIALIZED VIEW lake.shop.sales"))
                    .isEqualTo("dropped materialized view lake.shop.sales");
            refused(millrace, "SELECT * FROM lake.shop.sales", "Cannot find table: lake.shop.sales");
            assertThat(message(millrace, "DROP MATERIALIZED VIEW IF EXISTS lake.shop.sales"))
                    .isEqualTo("there is no materialized view lake.shop.sales");
        }
    }

    @Test
    void statesAreMergedWhenThereAreManyAndOldOnesStayReadable() throws Exception {
        put("sales/1.json", sales(20_000));
        run(VIEW);
        assertThat(states()).containsExactly(20_000L, 20_000L);
        put("sales/2.json", sales(300));
        run(VIEW);
        put("orders/1.json", "{\"id\":1}\n{\"id\":299}\n{\"id\":300}\n{\"id\":20000}\n");
        run(VIEW + JOIN);
        assertThat(states()).containsExactly(20_300L, 20_000L);
        assertThat(TestMillrace.query(data, "SELECT id, n, total FROM lake.shop.orders ORDER BY id"))
                .containsExactly(
                        "{\"id\":1,\"n\":2,\"total\":2}",
                        "{\"id\":299,\"n\":2,\"total\":2}",
                        "{\"id\":300,\"n\":1,\"total\":1}",
                        "{\"id\":20000,\"n\":null,\"total\":null}");
        assertThat(TestMillrace.query(
                        data, "SELECT count(*) AS keys, sum(n) AS n, sum(total) AS total FROM lake.shop.sales"))
                .containsExactly("{\"keys\":20000,\"n\":20300,\"total\":20300}");
        String first = TestMillrace.query(data, "SELECT min($commit_time)::VARCHAR AS t FROM lake.shop.sales_raw")
                .get(0);
        String time = first.substring(first.indexOf(":\"") + 2, first.length() - 2);
        assertThat(TestMillrace.query(
                        data,
                        "SELECT count(*) AS keys, sum(n) AS n FROM lake.shop.sales AT (TIMESTAMP => TIMESTAMPTZ '"
                                + time + "')"))
                .containsExactly("{\"keys\":20000,\"n\":20000}");
    }

    /** How many partial states there are, and how many merged ones. */
    private List<Long> states() {
        try (LakeCatalog catalog = Catalogs.embedded(data)) {
            StateFiles files = StateFiles.of(catalog.find("shop", "sales").orElseThrow());
            return Stream.of(false, true)
                    .map(merged -> files.files().stream()
                            .filter(file -> file.merged() == merged)
                            .mapToLong(file -> file.file().records())
                            .sum())
                    .toList();
        }
    }

    private static String sales(int rows) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            lines.append("{\"orderid\":").append(i).append(",\"info\":{\"source\":\"web\"},\"amount\":1}\n");
        }
        return lines.toString();
    }

    private static String message(Millrace millrace, String sql) {
        return ((Result.Done) millrace.execute(TestMillrace.worksheet(sql).get(0))).message();
    }

    private static void refused(Millrace millrace, String sql, String message) {
        assertThatThrownBy(() -> millrace.execute(TestMillrace.worksheet(sql).get(0)))
                .hasMessageContaining(message);
    }

    private void put(String file, String content) throws Exception {
        Files.writeString(directory.resolve(file), content);
    }

    private List<String> run(String sql) throws Exception {
        return TestMillrace.runUntilCaughtUp(data, sql.formatted(directory));
    }
}
