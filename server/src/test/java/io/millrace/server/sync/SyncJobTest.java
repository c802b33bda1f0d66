package io.millrace.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.jobs.loop.JobState;
import io.millrace.server.Running;
import io.millrace.server.TestMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose runs are ranges of event time, which wait until their sources have the events. */
class SyncJobTest {
    private static final String LAND = """
            CREATE FILES CONNECTION IF NOT EXISTS files PATH = '%s';
            CREATE TABLE IF NOT EXISTS lake.t.landed ();
            CREATE JOB IF NOT EXISTS land CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS %s
              AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.t.landed;
            """;
    private static final String OF_RECORD = "EVENT_TIME = to_timestamp(1767225600 + s)";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Path data;
    private int files;

    private static String perMinute(String job, String table) {
        return """
                CREATE TABLE IF NOT EXISTS lake.t.%2$s (minute TIMESTAMP, k BIGINT, n BIGINT, total BIGINT);
                CREATE SYNC JOB IF NOT EXISTS %1$s AS INSERT INTO lake.t.%2$s MAP_COLUMNS_BY_NAME
                  SELECT run_start_time()::TIMESTAMP AS minute, k, count(*) AS n, sum(v)::BIGINT AS total FROM lake.t.landed
                  WHERE $event_time BETWEEN run_start_time() AND run_end_time() GROUP BY k;
                """.formatted(job, table);
    }

    @BeforeEach
    void folders() throws Exception {
        data = directory.resolve("data");
        Files.createDirectories(directory.resolve("in"));
    }

    @Test
    void eachMinuteOfEventsIsARunLiveAndOnReplay() throws Exception {
        Random random = new Random(Long.getLong("millrace.seed", 7));
        Map<String, long[]> oracle = new TreeMap<>();
        for (int landing = 0; landing < 4; landing++) {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int second = landing * 180 + random.nextInt(180);
                int k = random.nextInt(3);
                rows.add("{\"s\":%d,\"k\":%d,\"v\":%d}".formatted(second, k, i));
                long[] sums = oracle.computeIfAbsent("%03d k%d".formatted(second / 60, k), any -> new long[2]);
                sums[0]++;
                sums[1] += i;
            }
            rows.add("{\"s\":%d,\"k\":9,\"v\":0}".formatted(landing * 180 + 179));
            oracle.put("%03d k9".formatted(landing * 3 + 2), new long[] {1, 0});
            put(rows);
            run(perMinute("live", "live"));
        }
        run(perMinute("live", "live") + perMinute("again", "again"));
        for (String table : List.of("live", "again")) {
            List<String> rows =
                    query("SELECT printf('%03d k%d n=%d t=%d', (epoch(minute) - 1767225600)::BIGINT // 60, k, n, total)"
                            + " AS r FROM lake.t." + table + " ORDER BY 1");
            List<String> expected = new ArrayList<>();
            oracle.forEach((key, sums) -> expected.add("{\"r\":\"%s n=%d t=%d\"}".formatted(key, sums[0], sums[1])));
            assertThat(rows).as(table).isEqualTo(expected);
        }
        assertThat(query("SELECT * FROM system.monitoring.event_lag WHERE job IN ('live', 'again')"))
                .isEmpty();
    }

    @Test
    void whatComesLateIsTakenByTheNextRunAndCounted() throws Exception {
        String job = """
                CREATE TABLE IF NOT EXISTS lake.t.seen (id BIGINT, run TIMESTAMP);
                CREATE SYNC JOB IF NOT EXISTS see AS INSERT INTO lake.t.seen MAP_COLUMNS_BY_NAME
                  SELECT id, run_start_time()::TIMESTAMP AS run FROM lake.t.landed WHERE time_filter();
                """;
        put(List.of("{\"s\":10,\"id\":1}", "{\"s\":70,\"id\":2}"));
        run(job);
        put(List.of("{\"s\":20,\"id\":3}", "{\"s\":130,\"id\":4}"));
        run(job);
        put(List.of("{\"s\":30,\"id\":5}"));
        run(job);
        assertThat(query("SELECT id FROM lake.t.seen ORDER BY id")).hasSize(5);
        assertThat(query("SELECT id, run::VARCHAR AS run FROM lake.t.seen WHERE id IN (1, 2, 4) ORDER BY id"))
                .containsExactly(
                        "{\"id\":1,\"run\":\"2026-01-01 00:00:00+00\"}",
                        "{\"id\":2,\"run\":\"2026-01-01 00:01:00+00\"}",
                        "{\"id\":4,\"run\":\"2026-01-01 00:02:00+00\"}");
        assertThat(
                        query(
                                "SELECT id, run > '2026-01-01 00:01:00' AS late FROM lake.t.seen WHERE id IN (3, 5) ORDER BY id"))
                .containsExactly("{\"id\":3,\"late\":true}", "{\"id\":5,\"late\":true}");
        assertThat(query("SELECT lag, rows FROM system.monitoring.event_lag WHERE job = 'see'"))
                .containsExactly("{\"lag\":\"after its range\",\"rows\":2}");
    }

    @Test
    void aStuckUpstreamIsVisible() throws Exception {
        String chain = """
                CREATE TABLE lake.t.shaped (id BIGINT, happened TIMESTAMPTZ);
                CREATE JOB shape RUN_INTERVAL = 1 SECOND ADD_MISSING_COLUMNS = TRUE
                  AS INSERT INTO lake.t.shaped MAP_COLUMNS_BY_NAME
                  SELECT id, $event_time FROM lake.t.landed WHERE time_filter();
                CREATE TABLE lake.t.seen (id BIGINT);
                CREATE SYNC JOB see RUN_INTERVAL = 1 SECOND AS INSERT INTO lake.t.seen
                  SELECT id FROM lake.t.shaped WHERE time_filter(timeColumn => $event_time);
                """;
        try (Running running = Running.start(data, land("") + chain)) {
            put(List.of("{\"id\":1}"));
            await().atMost(TIMEOUT)
                    .until(() -> running.query("SELECT id FROM lake.t.seen").contains("{\"id\":1}"));
            running.execute("PAUSE JOB shape;");
            await().atMost(TIMEOUT).until(() -> running.status("see").state() == JobState.WAITING);
            assertThat(running.query("SELECT state, error FROM system.monitoring.jobs WHERE name = 'see'"))
                    .first()
                    .asString()
                    .contains(
                            "WAITING",
                            "Waiting for lake.t.shaped: job shape, which fills it, is PAUSED, and has the events before 20");
            assertThat(String.join("\n", running.query("EXPLAIN JOB see;")))
                    .contains("of event time", "lake.t.shaped: filled by job shape", "is PAUSED");
            put(List.of("{\"id\":2}"));
            running.execute("RESUME JOB shape;");
            await().atMost(TIMEOUT)
                    .until(() -> running.query("SELECT id FROM lake.t.seen").contains("{\"id\":2}"));
            assertThat(running.query("SELECT id FROM lake.t.seen")).hasSize(2);
            await().atMost(TIMEOUT).until(() -> running.status("see").state() == JobState.RUNNING);
        }
    }

    @Test
    void theTimeColumnIsThatOfTheJob() throws Exception {
        put(List.of("{\"s\":1,\"id\":1}"));
        run("");
        try (Running running = Running.start(data, land(OF_RECORD) + "CREATE TABLE lake.t.seen (id BIGINT);")) {
            String sync = "CREATE SYNC JOB j AS INSERT INTO lake.t.seen SELECT id FROM lake.t.landed WHERE ";
            assertThatThrownBy(
                            () -> running.execute(sync + "$commit_time BETWEEN run_start_time() AND run_end_time();"))
                    .hasMessageContaining("Cannot find a time filter on");
            assertThatThrownBy(() -> running.execute(sync + "time_filter(timeColumn => $commit_time);"))
                    .hasMessageContaining("Cannot filter the runs of a job by: $commit_time");
            assertThatThrownBy(() -> running.execute(
                            sync.replace("SYNC ", "") + "$event_time BETWEEN run_start_time() AND run_end_time();"))
                    .hasMessageContaining("Cannot find a time filter on");
        }
    }

    private void put(List<String> rows) throws Exception {
        Path hidden = Files.write(directory.resolve("next"), rows);
        Files.move(hidden, directory.resolve("in").resolve("%04d.json".formatted(files++)));
    }

    private String land(String options) {
        return LAND.formatted(directory.resolve("in"), options);
    }

    private void run(String sql) throws Exception {
        assertThat(TestMillrace.runUntilCaughtUp(data, land(OF_RECORD) + sql))
                .noneMatch(line -> line.contains("Cannot"));
    }

    private List<String> query(String sql) {
        return TestMillrace.query(data, sql);
    }
}
