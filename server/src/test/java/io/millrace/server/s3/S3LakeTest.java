package io.millrace.server.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import io.millrace.testing.TcpProxy;
import io.millrace.testing.aws.StsStandIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worksheet that loads from a bucket and keeps its tables there. */
class S3LakeTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int KILLS = 4;
    private static final long ROWS = 40;

    @TempDir
    private Path directory;

    private final Store store = Store.create();

    @Test
    void loadsTransformsAndQueries() throws Exception {
        Path data = store.dataDirectory(directory);
        fill(0, 5);
        run(data);
        assertThat(count(data, "orders_raw")).isEqualTo(5 * ROWS);
        assertThat(count(data, "orders")).isEqualTo(5 * ROWS / 2);
        assertThat(TestMillrace.query(data, "SELECT DISTINCT $file_name AS f FROM lake.shop.orders_raw ORDER BY f"))
                .hasSize(5)
                .contains("{\"f\":\"day/0.json\"}");
        String before = only(data, "SELECT max(_commit_time)::VARCHAR AS t FROM lake.shop.orders_raw");
        String snapshot = snapshotTime(data);

        fill(5, 3);
        run(data);

        assertThat(before).isNotEmpty();
        assertThat(count(data, "orders_raw")).isEqualTo(8 * ROWS);
        assertThat(only(
                        data,
                        "SELECT count(*) AS n FROM lake.shop.orders_raw AT (TIMESTAMP => TIMESTAMP '" + snapshot
                                + "')"))
                .isEqualTo("{\"n\":" + 5 * ROWS + "}");
        assertThat(files(data.resolve("warehouse"))).isEmpty();
        assertThat(files(data.resolve("staging"))).isEmpty();
        assertThat(files(data.resolve("cache/kept"))).isNotEmpty();
    }

    @Test
    void killedAndResumed() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        Path data = store.dataDirectory(directory.resolve("data"));
        Path sql = Files.writeString(directory.resolve("worksheet.sql"), worksheet("DELETE_FILES_AFTER_LOAD = TRUE"));
        int batches = 0;
        for (int i = 0; i < KILLS; i++) {
            try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.CONTINUOUS, 2)) {
                fill(batches, 6);
                batches += 6;
                child.killAfter(Duration.ofMillis(1500 + random.nextInt(3500)));
            }
        }
        try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.UNTIL_CAUGHT_UP, 2)) {
            assertThat(child.await(TIMEOUT))
                    .as("-Dmillrace.seed=%d: %s", seed, child.output())
                    .isZero();
        }
        String as = "-Dmillrace.seed=" + seed;
        assertThat(numbers(data, "orders_raw")).as(as).isEqualTo(expected(batches * ROWS, 1));
        assertThat(numbers(data, "orders")).as(as).isEqualTo(expected(batches * ROWS, 2));
        assertThat(store.locations("inbox/")).as(as).isEmpty();
    }

    @Test
    void goesOnWhenTheStoreIsBack() throws Exception {
        try (TcpProxy network = TcpProxy.start()) {
            network.forwardTo(URI.create(store.endpoint()).getPort());
            Store through = new Store("http://127.0.0.1:" + network.port(), store.bucket());
            Path data = through.dataDirectory(directory);
            try (Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.CONTINUOUS, 2))) {
                millrace.apply(
                        TestMillrace.worksheet(worksheet("DISCOVERY_INTERVAL = 200 MILLISECONDS")
                                .replace(store.endpoint(), through.endpoint())),
                        result -> {});
                millrace.jobs().start();
                fill(0, 3);
                await().atMost(TIMEOUT).until(() -> committed(millrace, "clean") == 3 * ROWS / 2);
                network.set(TcpProxy.Mode.REFUSE);
                fill(3, 3);
                await().atMost(TIMEOUT)
                        .until(() -> millrace.jobs().statuses().stream()
                                .anyMatch(status -> status.name().equals("load") && status.retries() > 0));
                network.set(TcpProxy.Mode.PASS);
                await().atMost(TIMEOUT).until(() -> committed(millrace, "clean") == 6 * ROWS / 2);
                assertThat(TestMillrace.query(millrace, "SELECT count(DISTINCT n) AS n FROM lake.shop.orders"))
                        .containsExactly("{\"n\":" + 6 * ROWS / 2 + "}");
            }
        }
    }

    private static long committed(Millrace millrace, String job) {
        return millrace.jobs().statuses().stream()
                .filter(status -> status.name().equals(job))
                .mapToLong(status -> status.counts().rows())
                .sum();
    }

    @Test
    void keepsTablesOfOtherCatalogsThere() throws Exception {
        keepsTablesThere("");
    }

    @Test
    void assumesTheRoleOfACatalogWithItsKey() throws Exception {
        try (StsStandIn sts = StsStandIn.start()) {
            keepsTablesThere("AWS_ROLE = 'arn:aws:iam::123456789012:role/lake' EXTERNAL_ID = 'ours'");
            assertThat(sts.requests())
                    .isNotEmpty()
                    .allSatisfy(request ->
                            assertThat(request).contains("Credential=test/", "role/lake", "ExternalId=ours"));
        }
    }

    private void keepsTablesThere(String role) throws Exception {
        fill(0, 3);
        String sql = store.connection()
                + """
                CREATE JDBC_CATALOG CONNECTION shared CONNECTION_STRING = 'jdbc:sqlite:%s' WAREHOUSE = 's3://%s/shared'
                    S3_ENDPOINT = '%s' AWS_ACCESS_KEY_ID = 'test' AWS_SECRET_ACCESS_KEY = 'test' %s;
                CREATE TABLE shared.shop.orders ();
                CREATE JOB load CONTENT_TYPE = JSON
                AS COPY FROM S3 store LOCATION = '%s' INTO shared.shop.orders;
                """.formatted(directory.resolve("shared.db"), store.bucket(), store.endpoint(), role, store.inbox());
        Path data = directory.resolve("data");
        assertThat(TestMillrace.runUntilCaughtUp(data, sql)).noneMatch(line -> line.contains("Cannot"));
        assertThat(only(data, "SELECT count(*) AS n FROM shared.shop.orders")).isEqualTo("{\"n\":" + 3 * ROWS + "}");
        assertThat(store.locations("shared/")).anyMatch(location -> location.endsWith(".parquet"));

        try (Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.CONTINUOUS, 1))) {
            TestMillrace.worksheet("DROP JOB load; DROP TABLE shared.shop.orders DELETE_DATA = TRUE;")
                    .forEach(millrace::execute);
        }
        assertThat(store.locations("shared/")).noneMatch(location -> location.endsWith(".parquet"));
    }

    private String worksheet(String options) {
        return store.connection() + """
                CREATE TABLE lake.shop.orders_raw ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM S3 store LOCATION = '%s' %s INTO lake.shop.orders_raw;
                CREATE TABLE lake.shop.orders (n BIGINT);
                CREATE JOB clean RUN_INTERVAL = 1 SECOND
                AS INSERT INTO lake.shop.orders MAP_COLUMNS_BY_NAME
                SELECT n FROM lake.shop.orders_raw
                WHERE n %% 2 = 0 AND $commit_time BETWEEN run_start_time() AND run_end_time();
                """.formatted(store.inbox(), options);
    }

    private void run(Path data) throws InterruptedException {
        assertThat(TestMillrace.runUntilCaughtUp(data, worksheet(""))).noneMatch(line -> line.contains("Cannot"));
    }

    private void fill(int first, int files) {
        for (int file = first; file < first + files; file++) {
            StringBuilder content = new StringBuilder();
            for (int row = 0; row < ROWS; row++) {
                content.append("{\"n\":").append(file * ROWS + row).append("}\n");
            }
            store.put("day/" + file + ".json", content.toString());
        }
    }

    private static long count(Path data, String table) {
        return Long.parseLong(
                only(data, "SELECT count(*) AS n FROM lake.shop." + table).replaceAll("\\D", ""));
    }

    private static List<Long> numbers(Path data, String table) {
        return TestMillrace.query(data, "SELECT n FROM lake.shop." + table + " ORDER BY n").stream()
                .map(row -> Long.valueOf(row.replaceAll("\\D", "")))
                .toList();
    }

    private static List<Long> expected(long end, long step) {
        List<Long> numbers = new ArrayList<>();
        for (long n = 0; n < end; n += step) {
            numbers.add(n);
        }
        return numbers;
    }

    private static String snapshotTime(Path data) {
        return only(data, "SELECT strftime(now() AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S.%f') AS t")
                .replaceAll(".*\"t\":\"([^\"]*)\".*", "$1");
    }

    private static String only(Path data, String sql) {
        List<String> rows = TestMillrace.query(data, sql);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList();
        }
    }
}
