package io.millrace.server.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random events, late ones among them, arrive while processes are started, killed and started again: the view is what the
 * batch answer is, every joined row has met the view as of its own commit, and a replay of the job gives the same rows.
 */
class RandomViewTest {
    private static final String COLUMNS =
            "(id BIGINT, k BIGINT, seen TIMESTAMP, n BIGINT, total DECIMAL(38, 0), last STRING, best STRING,"
                    + " kinds STRING[], recent BIGINT[])";
    private static final String SQL = """
            CREATE FILES CONNECTION files PATH = '%1$s';
            CREATE TABLE lake.v.sales_raw;
            CREATE JOB load_sales COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              EVENT_TIME = to_timestamp(1767225600 + event)
              AS COPY FROM FILES files LOCATION = 'sales' SETTLE_TIME = 0 SECONDS INTO lake.v.sales_raw;
            CREATE TABLE lake.v.orders_raw;
            CREATE JOB load_orders COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              AS COPY FROM FILES files LOCATION = 'orders' SETTLE_TIME = 0 SECONDS INTO lake.v.orders_raw;
            CREATE MATERIALIZED VIEW lake.v.sales AS
              SELECT k, count(*) AS n, sum(v) AS total, last(s) AS last, max_by(s, v) AS best, collect_set(s) AS kinds, last_k(v, 2) AS recent
              FROM lake.v.sales_raw GROUP BY k RUN_INTERVAL = 1 SECOND;
            CREATE TABLE lake.v.orders
            """ + COLUMNS + ";\n";
    private static final String JOB = """
            CREATE JOB %1$s ADD_MISSING_COLUMNS = TRUE RUN_INTERVAL = 1 SECOND
              AS INSERT INTO lake.v.%2$s MAP_COLUMNS_BY_NAME
              SELECT o.id, o.k, o.$commit_time AS seen, v.n, v.total, v.last, v.best, v.kinds, v.recent
              FROM lake.v.orders_raw AS o LEFT JOIN lake.v.sales AS v ON v.k = o.k
              WHERE time_filter();
            """;
    private static final String ORDER = "ORDER BY $event_time, $commit_time, $file_name, $row_number";
    private static final String AGGREGATES = """
            count(*) AS n, sum(v) AS total, (list(s %1$s) FILTER (WHERE s IS NOT NULL))[-1] AS last,
            (list(s ORDER BY v, $event_time, $commit_time, $file_name, $row_number)
              FILTER (WHERE s IS NOT NULL AND v IS NOT NULL))[-1] AS best,
            coalesce(list_sort(list(DISTINCT s) FILTER (WHERE s IS NOT NULL)), []) AS kinds,
            coalesce(list_reverse(list(v %1$s) FILTER (WHERE v IS NOT NULL))[1:2], []) AS recent
            """.formatted(ORDER);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private Path data;
    private int files;

    @Test
    void viewsAndJoinsAreWhatTheBatchAnswerIs() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        data = directory.resolve("data");
        Path worksheet = directory.resolve("worksheet.sql");
        Files.writeString(worksheet, SQL.formatted(directory) + JOB.formatted("enrich", "orders"));
        for (int step = 0; step < 5; step++) {
            write(random);
            try (ChildMillrace child = ChildMillrace.start(data, worksheet, RunMode.UNTIL_CAUGHT_UP, 2)) {
                if (step % 2 == 0) {
                    child.killAfter(Duration.ofMillis(1500 + random.nextInt(4000)));
                } else {
                    assertThat(child.await(TIMEOUT))
                            .as("-Dmillrace.seed=%d: %s", seed, child.output())
                            .isZero();
                }
            }
        }
        Files.writeString(
                worksheet,
                "CREATE TABLE lake.v.again " + COLUMNS + "; " + JOB.formatted("replay", "again"),
                StandardOpenOption.APPEND);
        try (ChildMillrace child = ChildMillrace.start(data, worksheet, RunMode.UNTIL_CAUGHT_UP, 2)) {
            assertThat(child.await(TIMEOUT))
                    .as("-Dmillrace.seed=%d: %s", seed, child.output())
                    .isZero();
        }

        String batch = "SELECT k, " + AGGREGATES + " FROM lake.v.sales_raw GROUP BY k";
        same(seed, "SELECT * FROM lake.v.sales", batch);
        String asOf =
                "SELECT o.id, o.k, o.$commit_time AS seen, v.* EXCLUDE (k) FROM lake.v.orders_raw o LEFT JOIN LATERAL (SELECT r.k, "
                        + AGGREGATES
                        + " FROM lake.v.sales_raw r WHERE r.k = o.k AND r.$commit_time <= o.$commit_time GROUP BY r.k) v ON TRUE";
        same(seed, "SELECT * FROM lake.v.orders", asOf);
        same(seed, "SELECT * FROM lake.v.again", "SELECT * FROM lake.v.orders");
        assertThat(TestMillrace.query(data, "SELECT count(*) AS n FROM lake.v.orders"))
                .isEqualTo(TestMillrace.query(data, "SELECT count(*) AS n FROM lake.v.orders_raw"));
    }

    private void same(long seed, String actual, String expected) {
        String normal = "SELECT * REPLACE (total::HUGEINT AS total) FROM (%s)";
        String a = normal.formatted(actual);
        String b = normal.formatted(expected);
        for (String difference : List.of("(" + a + ") EXCEPT ALL (" + b + ")", "(" + b + ") EXCEPT ALL (" + a + ")")) {
            assertThat(TestMillrace.query(data, difference))
                    .as("-Dmillrace.seed=%d: %s", seed, difference)
                    .isEmpty();
        }
    }

    private void write(Random random) throws Exception {
        for (String folder : List.of("sales", "orders")) {
            Files.createDirectories(directory.resolve(folder));
            for (int file = 0; file < 1 + random.nextInt(3); file++) {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < 1 + random.nextInt(30); i++) {
                    String text = random.nextInt(4) == 0 ? "null" : "\"" + (char) ('a' + random.nextInt(5)) + "\"";
                    lines.append(
                            folder.equals("sales")
                                    ? "{\"k\":%d,\"v\":%d,\"s\":%s,\"event\":%d}\n"
                                            .formatted(
                                                    random.nextInt(8), random.nextInt(50), text, random.nextInt(1000))
                                    : "{\"id\":%d,\"k\":%d}\n".formatted(files * 100 + i, random.nextInt(10)));
                }
                Files.writeString(directory.resolve(folder).resolve(files++ + ".json"), lines);
            }
        }
    }
}
