package io.millrace.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.jobs.loop.JobState;
import io.millrace.server.Running;
import io.millrace.server.TestKinesis;
import io.millrace.server.TestMillrace;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.testing.kinesis.KinesisProxy;
import io.millrace.testing.kinesis.KinesisProxy.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KinesisFaultsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final KinesisProxy proxy = KinesisProxy.start(TestKinesis.endpoint());

    @TempDir
    private Path data;

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @Test
    void aWorksheetOfFiveSteps() throws Exception {
        String stream = TestKinesis.newStream(2);
        TestKinesis.put(
                stream,
                IntStream.range(0, 40)
                        .mapToObj(n -> "{\"orderid\":" + n + ",\"ordertype\":\"" + (n % 2 == 0 ? "SHIPPING" : "PICKUP")
                                + "\",\"nettotal\":" + n + ",\"customer\":{\"email\":\"c" + n + "@x.org\"}}")
                        .toList());
        TestKinesis.put(stream, List.of("{\"orderid\":"));
        String sql = """
                CREATE KINESIS CONNECTION my_kinesis REGION = 'us-east-1' ENDPOINT = '%s'
                  AWS_ACCESS_KEY_ID = 'test' AWS_SECRET_ACCESS_KEY = 'test';
                CREATE TABLE default_glue_catalog.shop.orders_raw() PARTITIONED BY $event_date;
                CREATE JOB load_orders START_FROM = BEGINNING CONTENT_TYPE = JSON COMPRESSION = KCL
                    COMMIT_INTERVAL = 200 MILLISECONDS
                  AS COPY FROM KINESIS my_kinesis STREAM = '%s' INTO default_glue_catalog.shop.orders_raw;
                CREATE TABLE default_glue_catalog.shop.orders(partition_date date) PARTITIONED BY partition_date;
                CREATE JOB transform_orders START_FROM = BEGINNING ADD_MISSING_COLUMNS = true RUN_INTERVAL = 1 SECOND
                  AS INSERT INTO default_glue_catalog.shop.orders MAP_COLUMNS_BY_NAME
                  SELECT orderid AS order_id, MD5(customer.email) AS customer_id, $shard AS shard,
                    $event_time AS partition_date
                  FROM default_glue_catalog.shop.orders_raw
                  WHERE ordertype = 'SHIPPING' AND $commit_time BETWEEN run_start_time() AND run_end_time();
                """.formatted(proxy.endpoint(), stream);

        for (int again = 0; again < 2; again++) {
            assertThat(TestMillrace.runUntilCaughtUp(data, again == 0 ? sql : ""))
                    .noneMatch(this::isError);
            assertThat(query("SELECT count(*) AS n, count(DISTINCT orderid) AS d FROM lake.shop.orders_raw"))
                    .containsExactly("{\"n\":40,\"d\":40}");
            assertThat(query("SELECT order_id FROM lake.shop.orders ORDER BY order_id"))
                    .hasSize(20)
                    .startsWith("{\"order_id\":0}", "{\"order_id\":2}");
        }
        assertThat(query("SELECT DISTINCT $stream AS s, $shard AS h, $partition_key AS k FROM lake.shop.orders_raw"
                        + " ORDER BY h LIMIT 1"))
                .containsExactly("{\"s\":\"" + stream + "\",\"h\":\"shardId-000000000000\",\"k\":\"key\"}");
        assertThat(query("SELECT \"offset\", length(json_extract_string(coordinates, '$.offset')) AS l"
                        + " FROM lake.shop.orders_raw__rejects"))
                .containsExactly("{\"offset\":null,\"l\":56}");
    }

    @Test
    void aStreamThatIsMissing() {
        assertThatThrownBy(() -> TestMillrace.runUntilCaughtUp(data, worksheet(proxy.endpoint(), "no-such-stream", "")))
                .isInstanceOfSatisfying(MillraceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
                    assertThat(e.describe()).contains("no-such-stream", "MISSING_STREAM");
                });
    }

    @Test
    void aStreamWithoutRecords() throws Exception {
        String stream = TestKinesis.newStream(2);
        assertThat(TestMillrace.runUntilCaughtUp(data, worksheet(proxy.endpoint(), stream, "")))
                .noneMatch(this::isError);
        assertThat(query("SELECT state, runs FROM system.monitoring.jobs"))
                .containsExactly("{\"state\":\"COMPLETED\",\"runs\":0}");
        TestKinesis.put(stream, events(0, 3));
        assertThat(TestMillrace.runUntilCaughtUp(data, "")).noneMatch(this::isError);
        assertThat(query("SELECT n FROM lake.k.events ORDER BY n")).hasSize(3);
    }

    @Test
    void reshardingWhileCallsFailAndProcessesEnd() {
        String stream = TestKinesis.newStream(2);
        Random random = new Random(5);
        proxy.faults(operation -> {
            synchronized (random) {
                int dice = random.nextInt(100);
                Fault fault = dice < 4 ? Fault.THROTTLED : dice < 8 ? Fault.LIMITED : Fault.CUT_AFTER;
                return dice < 12 ? Optional.of(fault) : Optional.empty();
            }
        });
        String sql = worksheet(proxy.endpoint(), stream, "");
        for (int round = 0; round < 4; round++) {
            int written = round * 50;
            try (Running running = Running.start(data, round == 0 ? sql : "")) {
                TestKinesis.put(stream, events(written, written + 25));
                TestKinesis.split(stream);
                TestKinesis.put(stream, events(written + 25, written + 50));
                int wanted = round % 2 == 0 ? written + 1 : written + 50;
                await().atMost(TIMEOUT).until(() -> count(running) >= wanted);
            }
        }

        proxy.faults(operation -> Optional.empty());
        try (Running running = Running.start(data, "")) {
            await().atMost(TIMEOUT).until(() -> count(running) == 200);
            assertThat(running.query("SELECT count(DISTINCT n) AS n FROM lake.k.events"))
                    .containsExactly("{\"n\":200}");
        }
    }

    @Test
    void aServiceThatGoesAwayAndComesBack() {
        String stream = TestKinesis.newStream(2);
        TestKinesis.put(stream, events(0, 10));
        try (Running running = Running.start(data, worksheet(proxy.endpoint(), stream, ""))) {
            await().atMost(TIMEOUT).until(() -> count(running) == 10);
            proxy.faults(operation -> Optional.of(Fault.CUT_BEFORE));
            await().atMost(TIMEOUT).until(() -> running.status("load").state() == JobState.RETRYING);
            TestKinesis.put(stream, events(10, 20));
            proxy.faults(operation -> Optional.empty());
            await().atMost(TIMEOUT).until(() -> count(running) == 20);
        }
    }

    private List<String> query(String sql) {
        return TestMillrace.query(data, sql);
    }

    private boolean isError(String line) {
        return line.contains("MR");
    }

    private static long count(Running running) {
        try {
            return Long.parseLong(running.query("SELECT count(n) AS n FROM lake.k.events")
                    .get(0)
                    .replaceAll("\\D", ""));
        } catch (MillraceException e) {
            // The column is not there before the first record.
            return 0;
        }
    }

    private static List<String> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "{\"n\":" + n + "}").toList();
    }

    private static String worksheet(URI endpoint, String stream, String sourceOptions) {
        return """
                CREATE KINESIS CONNECTION kinesis ENDPOINT = '%s'
                  AWS_ACCESS_KEY_ID = 'test' AWS_SECRET_ACCESS_KEY = 'test';
                CREATE TABLE lake.k.events ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM KINESIS kinesis STREAM = '%s' %s INTO lake.k.events;
                """.formatted(endpoint, stream, sourceOptions);
    }
}
