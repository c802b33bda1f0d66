package io.millrace.server;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.millrace.spi.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EXPLAIN of jobs and queries, and PREVIEW: what they say, and that nothing changes. */
class ExplainTest {
    private static final String WORKSHEET = """
            CREATE FILES CONNECTION files PATH = '${INPUT}';
            CREATE TABLE lake.shop.orders () PARTITIONED BY $event_date;
            CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
              EVENT_TIME = happened::TIMESTAMPTZ EXCLUDE_COLUMNS = ('secret')
            AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.shop.orders
            WITH EXPECTATION positive EXPECT id > 0 ON VIOLATION DROP;
            CREATE TABLE lake.shop.lines (id BIGINT, sku STRING, total DOUBLE);
            """;
    private static final String LINES = """
            CREATE JOB lines RUN_INTERVAL = 1 SECOND
            AS INSERT INTO lake.shop.lines MAP_COLUMNS_BY_NAME EXCEPT note
            UNNEST(
                SELECT id::INTEGER AS id, items[].sku, items[].qty * items[].price AS total, 'x' AS note
                FROM lake.shop.orders
                WHERE time_filter() AND items[].qty > 1
            );
            """;

    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void run() throws Exception {
        Path input = Files.createDirectory(directory.resolve("input"));
        Files.writeString(input.resolve("a.json"), """
                {"id": 1, "happened": "2026-01-31 10:00:00", "secret": 1, "items": [{"sku": "a", "qty": 2, "price": 1.5}, {"sku": "b", "qty": 1, "price": 3.0}]}
                {"id": 2, "happened": "2026-01-31 11:00:00", "items": [{"sku": "c", "qty": 3, "price": 2.0}]}
                """);
        data = directory.resolve("data");
        TestMillrace.runUntilCaughtUp(data, WORKSHEET.replace("${INPUT}", input.toString()));
        Files.writeString(
                input.resolve("b.json"), "{\"id\": 3, \"happened\": \"2026-02-01 10:00:00\", \"items\": []}\n");
    }

    @Test
    void tellsWhatAnInsertJobWouldDo() {
        String plan = text("EXPLAIN " + LINES);
        while (plan.contains("when its interval is over")) {
            assertThat(plan).contains("1 file of 1");
            plan = text("EXPLAIN " + LINES);
        }
        assertThat(plan)
                .containsSubsequence(
                        "job       lines",
                        "runs      every 1 second, row by row: a backlog takes many intervals in one run",
                        "next run  commits from ",
                        "input     lake.shop.orders",
                        "snapshot  ",
                        "1 file of 1",
                        "2 rows of 2",
                        "columns   id",
                        "BIGINT  <- id::INTEGER",
                        "INTEGER cast to BIGINT",
                        "STRING  <- items[].sku",
                        "DOUBLE  <- items[].qty * items[].price",
                        "(left out)",
                        "<- 'x'",
                        "sql       SELECT",
                        "FROM \"lake.shop.orders\" AS \"orders\"",
                        "output    lake.shop.lines",
                        "nothing was run");
        assertThat(TestMillrace.query(data, "SELECT name FROM system.monitoring.jobs"))
                .containsExactly("{\"name\":\"load\"}");
    }

    @Test
    void tellsWhatIsSkipped() throws Exception {
        TestMillrace.runUntilCaughtUp(data, LINES);
        String plan = text("EXPLAIN JOB lines");
        assertThat(plan)
                .containsSubsequence(
                        "state     completed",
                        "next run  nothing to read: there are no commits since ",
                        "0 files of 2; 2 skipped by commit time");
    }

    @Test
    void tellsWhatACopyJobWouldDo() {
        String plan = text("EXPLAIN JOB load");
        assertThat(plan)
                .containsSubsequence(
                        "job       load",
                        "source    FILES files",
                        "content JSON, begins at BEGINNING",
                        "position  1 split",
                        "next run  1 split",
                        "b.json",
                        "$event_time",
                        "= happened::TIMESTAMPTZ",
                        "secret",
                        "positive",
                        "output    lake.shop.orders",
                        "nothing was run");
        assertThat(TestMillrace.query(data, "SELECT count(*) AS n FROM lake.shop.orders"))
                .containsExactly("{\"n\":2}");
    }

    @Test
    void tellsHowAQueryWouldRun() {
        String plan = text("EXPLAIN SELECT id, items[].sku FROM lake.shop.orders, system.monitoring.jobs WHERE id > 1");
        assertThat(plan)
                .containsSubsequence(
                        "input     lake.shop.orders",
                        "the whole table",
                        "1 file of 1",
                        "system.monitoring.jobs",
                        "rows in memory",
                        "columns   id",
                        "sql       SELECT id, list_transform(items, ",
                        "plan      ",
                        "nothing was run");
    }

    @Test
    void previewsRowsAsTheTargetWouldHoldThem() {
        assertThat(TestMillrace.query(data, "PREVIEW LIMIT 10 " + LINES))
                .containsExactly("{\"id\":1,\"sku\":\"a\",\"total\":3.0}", "{\"id\":2,\"sku\":\"c\",\"total\":6.0}");
        assertThat(TestMillrace.query(data, "FROM lake.shop.lines")).isEmpty();
    }

    @Test
    void previewsFlattenedRowsAndThoseOfCopyJobs() {
        String flat = """
                CREATE JOB flat RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE FLATTEN_PATHS = (items)
                AS INSERT INTO lake.shop.lines MAP_COLUMNS_BY_NAME EXCEPT id, happened SELECT * FROM lake.shop.orders WHERE time_filter();
                """;
        assertThat(TestMillrace.query(data, "PREVIEW LIMIT 2 " + flat))
                .containsExactly("{\"sku\":\"a\",\"qty\":2,\"price\":1.5}", "{\"sku\":\"b\",\"qty\":1,\"price\":3.0}");
        assertThat(TestMillrace.query(data, "PREVIEW JOB load LIMIT 1"))
                .singleElement(as(STRING))
                .contains("\"id\":1")
                .doesNotContain("secret");
        assertThat(TestMillrace.query(data, "SELECT count(*) AS n FROM lake.shop.orders"))
                .containsExactly("{\"n\":2}");
        assertThat(TestMillrace.query(data, "SELECT count(*) AS n FROM lake.shop.lines"))
                .containsExactly("{\"n\":0}");
    }

    @Test
    void previewsFailAsTheJobWould() {
        assertThatThrownBy(() -> text("PREVIEW CREATE JOB j AS INSERT INTO lake.shop.lines MAP_COLUMNS_BY_NAME"
                        + " SELECT happened AS id FROM lake.shop.orders WHERE time_filter()"))
                .isInstanceOf(MillraceException.class)
                .hasMessage("Cannot write VARCHAR into column id BIGINT: happened");
    }

    @Test
    void previewsAreComputedFromTheNewestFiles() throws Exception {
        Path many = Files.createDirectory(directory.resolve("many"));
        for (int i = 0; i < 2; i++) {
            Files.writeString(many.resolve(i + ".json"), "{\"id\": 1}\n".repeat(60_000 + i));
            TestMillrace.runUntilCaughtUp(data, """
                    CREATE FILES CONNECTION many PATH = '%s';
                    CREATE TABLE lake.shop.many ();
                    CREATE JOB load_many CONTENT_TYPE = JSON AS COPY FROM FILES many SETTLE_TIME = 0 SECONDS INTO lake.shop.many;
                    """.formatted(many));
        }
        String count = "PREVIEW CREATE JOB c AS INSERT INTO lake.shop.lines MAP_COLUMNS_BY_NAME"
                + " SELECT count(*)::INTEGER AS id FROM lake.shop.many WHERE time_filter()";
        try (Millrace millrace = Millrace.read(TestMillrace.settings(data, RunMode.CONTINUOUS, 1));
                Result.Table table = (Result.Table)
                        millrace.execute(TestMillrace.worksheet(count).get(0))) {
            assertThat(table.next()).isTrue();
            assertThat(table.json()).isEqualTo("{\"id\":60001}");
            assertThat(table.notes())
                    .containsExactly("computed from 60,001 rows of lake.shop.many: the newest 1 file of 2");
        }
    }

    private String text(String sql) {
        List<String> lines = new ArrayList<>();
        try (Millrace millrace = Millrace.read(TestMillrace.settings(data, RunMode.CONTINUOUS, 1));
                Result.Table table = (Result.Table)
                        millrace.execute(TestMillrace.worksheet(sql).get(0))) {
            while (table.next()) {
                lines.add(table.value(0).orElseThrow().toString());
            }
        }
        return String.join("\n", lines);
    }
}
