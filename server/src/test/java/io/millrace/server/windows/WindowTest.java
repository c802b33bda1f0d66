package io.millrace.server.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.TestMillrace;
import io.millrace.spi.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    private static final String LOAD = """
            CREATE FILES CONNECTION files PATH = '%s';
            CREATE TABLE lake.w.raw;
            CREATE JOB load COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              EVENT_TIME = to_timestamp(1767225600 + 60 * minute)
              AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.w.raw;
            """;
    private static final String TARGET =
            "CREATE TABLE lake.w.t (shop STRING, window_start TIMESTAMP, window_end TIMESTAMP, n BIGINT) PRIMARY KEY shop, window_start;";
    private static final String JOB = """
            CREATE JOB j RUN_INTERVAL = 1 SECOND
            AS INSERT INTO lake.w.t MAP_COLUMNS_BY_NAME
            SELECT shop, window_start, window_end, count(*) AS n FROM lake.w.raw WHERE time_filter()
            GROUP BY shop, TUMBLE($event_time, INTERVAL '1 hour');
            """;

    @TempDir
    private Path directory;

    private Path data;
    private String load;
    private int files;

    @BeforeEach
    void land() throws Exception {
        data = directory.resolve("data");
        load = LOAD.formatted(Files.createDirectories(directory.resolve("input")));
        write("{\"minute\": 5, \"shop\": \"a\"}", "{\"minute\": 65, \"shop\": \"a\"}");
    }

    private void write(String... rows) throws Exception {
        Files.write(directory.resolve("input").resolve(files++ + ".json"), List.of(rows));
    }

    private List<String> run(String sql) throws Exception {
        return TestMillrace.runUntilCaughtUp(data, load + sql);
    }

    private List<String> query(String sql) {
        return TestMillrace.query(data, sql);
    }

    @Test
    void rowsWithoutAnEventTimeAreKeptAside() throws Exception {
        String sql = """
                CREATE TABLE lake.w.timed (shop STRING, k BIGINT);
                CREATE JOB timed ADD_MISSING_COLUMNS = TRUE RUN_INTERVAL = 1 SECOND AS INSERT INTO lake.w.timed MAP_COLUMNS_BY_NAME
                SELECT shop, minute AS k, CASE WHEN minute < 60 THEN $event_time END AS $event_time FROM lake.w.raw WHERE time_filter();
                """ + TARGET + JOB.replace("lake.w.raw", "lake.w.timed");

        assertThat(run(sql)).noneMatch(line -> line.contains("Cannot"));

        assertThat(query("SELECT shop, n FROM lake.w.t")).containsExactly("{\"shop\":\"a\",\"n\":1}");
        assertThat(
                        query(
                                "SELECT job, reason, $event_time IS NULL AS timeless, watermark, (source_row ->> 'k')::BIGINT AS k FROM lake.w.t__late"))
                .containsExactly(
                        "{\"job\":\"j\",\"reason\":\"no event time\",\"timeless\":true,\"watermark\":null,\"k\":65}");
        assertThat(query("SELECT rows, rejects FROM system.monitoring.jobs WHERE name = 'j'"))
                .containsExactly("{\"rows\":1,\"rejects\":1}");
    }

    @Test
    void whatIsNotSelectedByWhereIsNotLate() throws Exception {
        String sql = TARGET
                + JOB.replace("GROUP BY", "AND shop <> 'x' GROUP BY")
                        .replace("1 SECOND", "1 SECOND ALLOWED_LATENESS = 0 SECONDS");
        run(sql);
        write(
                "{\"minute\": 7, \"shop\": \"x\"}",
                "{\"minute\": 8, \"shop\": \"a\"}",
                "{\"minute\": 66, \"shop\": \"a\"}");
        assertThat(run(sql)).noneMatch(line -> line.contains("Cannot"));

        assertThat(query("SELECT shop, n FROM lake.w.t ORDER BY window_start"))
                .containsExactly("{\"shop\":\"a\",\"n\":1}", "{\"shop\":\"a\",\"n\":2}");
        assertThat(
                        query(
                                "SELECT reason, source_row ->> 'shop' AS shop, strftime(watermark, '%H:%M') AS w, row_commit_time > watermark AS after FROM lake.w.t__late"))
                .containsExactly("{\"reason\":\"late\",\"shop\":\"a\",\"w\":\"01:05\",\"after\":true}");
        assertThat(query("SELECT \"table\", job, rejects FROM system.monitoring.rejects"))
                .containsExactly("{\"table\":\"lake.w.t__late\",\"job\":\"j\",\"rejects\":1}");
    }

    @Test
    void tellsWhereItsColumnsComeFrom() throws Exception {
        run(TARGET + JOB);

        assertThat(query("SELECT target_column, source_field, transformation FROM system.information_schema.lineage"
                        + " WHERE job = 'j' AND target_column LIKE 'window%' ORDER BY ALL"))
                .containsExactly(
                        "{\"target_column\":\"window_end\",\"source_field\":\"_event_time\",\"transformation\":\"expression\"}",
                        "{\"target_column\":\"window_start\",\"source_field\":\"_event_time\",\"transformation\":\"expression\"}");
    }

    @Test
    void tellsWhatItWouldDo() throws Exception {
        run(TARGET + JOB);

        assertThat(TestMillrace.query(data, "PREVIEW JOB j LIMIT 10"))
                .containsExactlyInAnyOrder(
                        "{\"shop\":\"a\",\"window_start\":\"2026-01-01T00:00:00Z\",\"window_end\":\"2026-01-01T01:00:00Z\",\"n\":1}",
                        "{\"shop\":\"a\",\"window_start\":\"2026-01-01T01:00:00Z\",\"window_end\":\"2026-01-01T02:00:00Z\",\"n\":1}");
        assertThat(String.join("\n", TestMillrace.query(data, "EXPLAIN JOB j")))
                .containsSubsequence(
                        "windows   TUMBLE($event_time, INTERVAL '1 hour')",
                        "late by up to 1 hour",
                        "lake.w.raw",
                        "window_start",
                        "late rows go to lake.w.t__late");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE TABLE lake.w.t (shop STRING, window_start TIMESTAMP, window_end TIMESTAMP, n BIGINT); | `` | Cannot keep windows in a table without PRIMARY KEY: lake.w.t | PRIMARY KEY shop, window_start",
                "CREATE TABLE lake.w.t (shop STRING, window_start TIMESTAMP, window_end TIMESTAMP, n BIGINT) PRIMARY KEY shop; | `` | Cannot keep windows in lake.w.t by its PRIMARY KEY: shop | PRIMARY KEY shop, window_start",
                "CREATE TABLE lake.w.t (shop STRING, window_start DATE, window_end TIMESTAMP, n BIGINT) PRIMARY KEY shop, window_start; | `` | Cannot keep the bounds of windows in column window_start of lake.w.t: date | declare it as TIMESTAMP",
                "CREATE TABLE lake.w.t (shop STRING, window_start TIMESTAMP, window_end TIMESTAMP, n BIGINT) PARTITIONED BY n PRIMARY KEY shop, window_start; | `` | Cannot keep windows in lake.w.t: it is partitioned by a column that is not in its PRIMARY KEY | GLOBALLY_UNIQUE_KEYS = TRUE",
                "`` | shop, window_start, window_end:window_start, window_end | Cannot tell the windows of a job apart whose query does not select: shop | add shop to the SELECT",
                "`` | window_start, window_end, c:window_end, c | Cannot tell the windows of a job apart whose query does not select: window_start | add window_start to the SELECT",
                "`` | TUMBLE($event_time, INTERVAL '1 hour'):lower(shop) | Cannot allow lateness in a job without windows: j | leave ALLOWED_LATENESS out",
            })
    void saysWhatIsWrong(String table, String change, String message, String hint) throws Exception {
        String job = change == null || change.isEmpty()
                ? JOB
                : JOB.replace(change.split(":", -1)[0], change.split(":", -1)[1]);
        job = job.contains("TUMBLE") ? job : job.replace("1 SECOND", "1 SECOND ALLOWED_LATENESS = 1 HOUR");
        String target = table == null || table.isEmpty() ? TARGET : table;

        String sql = target + job;
        assertThatThrownBy(() -> run(sql)).isInstanceOfSatisfying(MillraceException.class, e -> {
            assertThat(e.getMessage()).isEqualTo(message);
            assertThat(e.hint().orElseThrow()).contains(hint);
            assertThat(e.location()).isPresent();
        });
    }

    @Test
    void hasNoPlaceInMergesAndViews() throws Exception {
        String merge =
                "CREATE JOB j AS MERGE INTO lake.w.t USING (SELECT shop, window_start, window_end, count(*) AS n FROM lake.w.raw"
                        + " WHERE time_filter() GROUP BY shop, TUMBLE($event_time, INTERVAL '1 hour')) s ON t.shop = s.shop AND"
                        + " t.window_start = s.window_start WHEN MATCHED THEN REPLACE WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME;";
        assertThatThrownBy(() -> run(TARGET + merge))
                .hasMessage("Cannot compute windows in a MERGE: TUMBLE($event_time, INTERVAL '1 hour')");
        String view = "CREATE MATERIALIZED VIEW lake.w.v AS SELECT shop, count(*) AS n FROM lake.w.raw"
                + " GROUP BY shop, TUMBLE($event_time, INTERVAL '1 hour');";
        assertThatThrownBy(() -> run(view))
                .hasMessage("Cannot keep a view of windows: TUMBLE($event_time, INTERVAL '1 hour')");
        String copy = load.replace("to_timestamp(1767225600 + 60 * minute)", "SESSION(minute, INTERVAL '1 hour')")
                .replace("load", "load2");
        assertThatThrownBy(() -> TestMillrace.runUntilCaughtUp(data, copy))
                .hasMessage("Cannot use a window here: SESSION(minute, INTERVAL '1 hour')");
    }
}
