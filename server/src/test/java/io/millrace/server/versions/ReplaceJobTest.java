package io.millrace.server.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.server.Running;
import io.millrace.server.TestMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose query is replaced: by one that goes on, and by one that computes all rows anew. */
class ReplaceJobTest {
    private static final String LAND = """
            CREATE FILES CONNECTION IF NOT EXISTS files PATH = '%s';
            CREATE TABLE IF NOT EXISTS lake.shop.landed ();
            CREATE JOB IF NOT EXISTS land CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
              AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.shop.landed;
            CREATE TABLE IF NOT EXISTS lake.shop.priced (id BIGINT, price BIGINT);
            """;
    private static final String FIRST = price("CREATE JOB IF NOT EXISTS", "", "amount AS price");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Path data;
    private int files;

    private static String price(String create, String options, String item) {
        return create + " price ADD_MISSING_COLUMNS = TRUE RUN_INTERVAL = 1 SECOND " + options
                + " AS INSERT INTO lake.shop.priced MAP_COLUMNS_BY_NAME SELECT id, " + item
                + " FROM lake.shop.landed WHERE time_filter();";
    }

    private static String replace(String options, String item) {
        return price("CREATE OR REPLACE JOB", options, item);
    }

    @BeforeEach
    void folders() throws Exception {
        data = directory.resolve("data");
        Files.createDirectories(directory.resolve("in"));
    }

    @Test
    void theNextVersionGoesOnFromThePosition() throws Exception {
        put("{\"id\":1,\"amount\":10}", "{\"id\":2,\"amount\":20}");
        run(FIRST);
        try (Running running = start(FIRST)) {
            running.execute(replace("", "2 * amount AS price"));
            put("{\"id\":3,\"amount\":30}");
            await().atMost(TIMEOUT).until(() -> prices(running).size() == 3);
            assertThat(prices(running))
                    .containsExactly("{\"id\":1,\"price\":10}", "{\"id\":2,\"price\":20}", "{\"id\":3,\"price\":60}");
            assertThat(running.query("SELECT version, rows, backfill FROM system.monitoring.jobs WHERE name = 'price'"))
                    .containsExactly("{\"version\":2,\"rows\":3,\"backfill\":null}");
            assertThat(running.query(
                            "SELECT run, version, rows FROM system.monitoring.runs WHERE job = 'price' ORDER BY run"))
                    .containsExactly("{\"run\":1,\"version\":1,\"rows\":2}", "{\"run\":2,\"version\":2,\"rows\":1}");
        }
        run(replace("", "2 * amount AS price"));
        assertThat(TestMillrace.query(data, "SELECT version FROM system.monitoring.jobs WHERE name = 'price'"))
                .containsExactly("{\"version\":2}");
    }

    @Test
    void aFailedJobIsMendedAndAPausedOneStaysPaused() throws Exception {
        put("{\"id\":1,\"amount\":10}");
        run("");
        String failing = price("CREATE JOB IF NOT EXISTS", "", "error('no')::BIGINT AS price");
        try (Running running = start(failing)) {
            await().atMost(TIMEOUT)
                    .until(() -> running.query("SELECT state FROM system.monitoring.jobs WHERE name = 'price'")
                            .contains("{\"state\":\"FAILED\"}"));
            running.execute(replace("", "amount AS price"));
            await().atMost(TIMEOUT).until(() -> prices(running).size() == 1);
            running.execute("PAUSE JOB price;");
            running.execute(replace("", "3 * amount AS price"));
            assertThat(running.query("SELECT state, version FROM system.monitoring.jobs WHERE name = 'price'"))
                    .containsExactly("{\"state\":\"PAUSED\",\"version\":3}");
            put("{\"id\":2,\"amount\":20}");
            running.execute("RESUME JOB price;");
            await().atMost(TIMEOUT).until(() -> prices(running).size() == 2);
            assertThat(prices(running)).containsExactly("{\"id\":1,\"price\":10}", "{\"id\":2,\"price\":60}");
        }
    }

    @Test
    void aBackfillTakesThePlaceOfTheOldRowsAtOnce() throws Exception {
        put("{\"id\":1,\"amount\":10}", "{\"id\":2,\"amount\":20}");
        run(FIRST);
        put("{\"id\":3,\"amount\":30}");
        List<String> messages = run(replace("BACKFILL = TRUE", "2 * amount AS price, 'v2' AS note"));
        assertThat(messages)
                .contains("version 2 of job price is backfilled; version 1 goes on until it takes its place")
                .noneMatch(line -> line.contains("Cannot"));
        assertThat(TestMillrace.query(data, "SELECT id, price, note FROM lake.shop.priced ORDER BY id"))
                .containsExactly(
                        "{\"id\":1,\"price\":20,\"note\":\"v2\"}",
                        "{\"id\":2,\"price\":40,\"note\":\"v2\"}",
                        "{\"id\":3,\"price\":60,\"note\":\"v2\"}");
        assertThat(TestMillrace.query(
                        data, "SELECT state, version, backfill FROM system.monitoring.jobs WHERE name = 'price'"))
                .containsExactly("{\"state\":\"COMPLETED\",\"version\":2,\"backfill\":null}");
        put("{\"id\":4,\"amount\":40}");
        run(replace("BACKFILL = TRUE", "2 * amount AS price, 'v2' AS note"));
        assertThat(TestMillrace.query(data, "SELECT id, price FROM lake.shop.priced WHERE id = 4"))
                .containsExactly("{\"id\":4,\"price\":80}");
        run(replace("BACKFILL = TRUE", "3 * amount AS price"));
        assertThat(TestMillrace.query(data, "SELECT id, price, note FROM lake.shop.priced ORDER BY id"))
                .hasSize(4)
                .first()
                .isEqualTo("{\"id\":1,\"price\":30,\"note\":null}");
        assertThat(TestMillrace.query(
                        data,
                        "SELECT count(*) AS runs, count(DISTINCT run) AS numbers, max(version) AS version"
                                + " FROM system.monitoring.runs WHERE job = 'price'"))
                .first()
                .asString()
                .contains("\"version\":3");
    }

    @Test
    void aLiveJobIsBackfilledWhileRowsCome() throws Exception {
        put("{\"id\":1,\"amount\":10}");
        try (Running running = start(FIRST)) {
            await().atMost(TIMEOUT).until(() -> prices(running).size() == 1);
            running.execute(replace("BACKFILL = TRUE", "2 * amount AS price"));
            for (int id = 2; id < 12; id++) {
                put("{\"id\":" + id + ",\"amount\":" + 10 * id + "}");
                List<String> seen = prices(running);
                boolean old = seen.contains("{\"id\":1,\"price\":10}");
                for (String row : seen) {
                    int n = Integer.parseInt(row.replaceAll("\\{\"id\":(\\d+).*", "$1"));
                    assertThat(row).isEqualTo("{\"id\":" + n + ",\"price\":" + (old ? 10 : 20) * n + "}");
                }
            }
            await().atMost(TIMEOUT)
                    .until(() -> prices(running).size() == 11
                            && running.query("SELECT version FROM system.monitoring.jobs WHERE name = 'price'")
                                    .contains("{\"version\":2}"));
            assertThat(prices(running)).allMatch(row -> row.contains("0}")).contains("{\"id\":11,\"price\":220}");
            assertThat(running.query("FROM system.monitoring.backfills")).isEmpty();
        }
    }

    @Test
    void aBackfillIsPausedReplacedCancelledAndDropped() throws Exception {
        put("{\"id\":1,\"amount\":10}");
        run(FIRST);
        String stuck = replace("BACKFILL = TRUE", "error('no')::BIGINT AS price");
        try (Running running = start(FIRST)) {
            running.execute(stuck);
            await().atMost(TIMEOUT)
                    .until(() -> running.query("SELECT state FROM system.monitoring.backfills")
                            .contains("{\"state\":\"FAILED\"}"));
            assertThat(running.query("SELECT state, backfill FROM system.monitoring.jobs WHERE name = 'price'"))
                    .first()
                    .asString()
                    .contains("RUNNING", "FAILED version 2: ");
            assertThatThrownBy(() -> running.execute("ALTER JOB price SET COMMENT = 'x';"))
                    .hasMessageContaining("Cannot alter a job while another version of it is built: price");
            running.execute("PAUSE JOB price;");
            running.execute(FIRST.replace("CREATE JOB IF NOT EXISTS", "CREATE OR REPLACE JOB"));
            assertThat(running.query("FROM system.monitoring.backfills")).isEmpty();
            running.execute("RESUME JOB price;");
            put("{\"id\":2,\"amount\":20}");
            await().atMost(TIMEOUT).until(() -> prices(running).size() == 2);
            running.execute(stuck);
            running.execute(replace("BACKFILL = TRUE", "5 * amount AS price"));
            await().atMost(TIMEOUT)
                    .until(() ->
                            prices(running).equals(List.of("{\"id\":1,\"price\":50}", "{\"id\":2,\"price\":100}")));
            running.execute(stuck);
            running.execute("DROP JOB price;");
            assertThat(running.query("FROM system.monitoring.backfills")).isEmpty();
            assertThat(prices(running)).hasSize(2);
        }
    }

    @Test
    void whatCannotBeRightIsRefused() throws Exception {
        put("{\"id\":1,\"amount\":10}");
        run(FIRST);
        try (Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.CONTINUOUS, 1))) {
            refused(
                    millrace,
                    replace("", "amount AS price").replace("lake.shop.priced", "lake.shop.landed"),
                    "the table that the job follows");
            millrace.execute(
                    TestMillrace.worksheet("CREATE TABLE lake.shop.other ();").get(0));
            refused(
                    millrace,
                    replace("", "amount AS price").replace("lake.shop.priced", "lake.shop.other"),
                    "with another target: it writes lake.shop.priced, not lake.shop.other");
            refused(
                    millrace,
                    "CREATE OR REPLACE JOB price AS COPY FROM FILES files INTO lake.shop.priced;",
                    "it is INSERT, not COPY");
            refused(millrace, replace("START_FROM = NOW", "1 AS price"), "it goes on from its position");
            refused(
                    millrace,
                    price("CREATE JOB", "BACKFILL = TRUE", "1 AS price").replace("JOB price", "JOB p2"),
                    "Cannot backfill a job that is created");
            refused(
                    millrace,
                    "CREATE OR REPLACE JOB land BACKFILL = TRUE AS COPY FROM FILES files INTO lake.shop.landed;",
                    "Cannot backfill a job that copies: land");
            refused(
                    millrace,
                    "CREATE OR REPLACE JOB land CONTENT_TYPE = JSON AS COPY FROM FILES files LOCATION = 'x' INTO lake.shop.landed;",
                    "Cannot replace job land by one that reads something else");
            execute(
                    millrace,
                    "CREATE JOB reader ADD_MISSING_COLUMNS = TRUE AS INSERT INTO lake.shop.other MAP_COLUMNS_BY_NAME"
                            + " SELECT id FROM lake.shop.priced WHERE time_filter();");
            refused(millrace, replace("BACKFILL = TRUE", "1 AS price"), "job reader follows its commits");
            execute(millrace, "DROP JOB reader;");
            execute(
                    millrace,
                    "CREATE JOB writer ADD_MISSING_COLUMNS = TRUE AS INSERT INTO lake.shop.priced MAP_COLUMNS_BY_NAME"
                            + " SELECT id FROM lake.shop.landed WHERE time_filter();");
            refused(millrace, replace("BACKFILL = TRUE", "1 AS price"), "job writer writes it too");
            execute(millrace, "DROP JOB writer;");
            execute(millrace, replace("BACKFILL = TRUE", "1 AS price"));
            refused(
                    millrace,
                    "CREATE JOB reader ADD_MISSING_COLUMNS = TRUE AS INSERT INTO lake.shop.other MAP_COLUMNS_BY_NAME"
                            + " SELECT id FROM lake.shop.priced WHERE time_filter();",
                    "lake.shop.priced is being rebuilt by job price");
        }
    }

    private static void execute(Millrace millrace, String sql) {
        TestMillrace.worksheet(sql).forEach(millrace::execute);
    }

    private static void refused(Millrace millrace, String sql, String message) {
        assertThatThrownBy(() -> execute(millrace, sql)).hasMessageContaining(message);
    }

    private static List<String> prices(Running running) {
        return running.query("SELECT id, price FROM lake.shop.priced ORDER BY id");
    }

    private void put(String... rows) throws Exception {
        Files.write(directory.resolve("in").resolve("%04d.json".formatted(files++)), List.of(rows));
    }

    private List<String> run(String sql) throws Exception {
        return TestMillrace.runUntilCaughtUp(data, LAND.formatted(directory.resolve("in")) + sql);
    }

    private Running start(String sql) {
        return Running.start(data, LAND.formatted(directory.resolve("in")) + sql);
    }
}
