package io.millrace.server.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, as kill -9 does, while a version of a job is built and takes the place of the one before. */
class BackfillCrashTest {
    private static final int VERSIONS = 3;
    private static final int ROWS = 20_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private Path data;
    private int files;

    @Test
    void readersSeeAllOfOneVersionWhereverTheProcessDies() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        data = directory.resolve("data");
        Files.createDirectories(directory.resolve("in"));
        for (int file = 0; file < 6; file++) {
            put();
            TestMillrace.runUntilCaughtUp(data, sql("CREATE JOB IF NOT EXISTS", "", 1));
        }
        for (int version = 2; version <= VERSIONS; version++) {
            Path worksheet = Files.writeString(
                    directory.resolve("v" + version + ".sql"),
                    sql("CREATE OR REPLACE JOB", "BACKFILL = TRUE", version));
            for (int kill = 0; kill < 3; kill++) {
                try (ChildMillrace child = ChildMillrace.start(data, worksheet, RunMode.CONTINUOUS, 2)) {
                    int starts = kill;
                    await().atMost(TIMEOUT)
                            .until(() -> child.output()
                                                    .lines()
                                                    .filter("started"::equals)
                                                    .count()
                                            > starts
                                    || !child.running());
                    put();
                    child.killAfter(Duration.ofMillis(random.nextInt(1500)));
                }
                check(seed, version);
            }
            try (ChildMillrace child = ChildMillrace.start(data, worksheet, RunMode.UNTIL_CAUGHT_UP, 2)) {
                assertThat(child.await(TIMEOUT)).as(child.output()).isZero();
            }
            assertThat(rows())
                    .as("-Dmillrace.seed=" + seed)
                    .containsExactly("{\"version\":%d,\"rows\":%d,\"ids\":%2$d,\"sum\":%d}"
                            .formatted(
                                    version,
                                    files * ROWS,
                                    LongStream.range(0, files * (long) ROWS).sum()));
        }
        assertThat(TestMillrace.query(
                        data, "SELECT version, state, backfill FROM system.monitoring.jobs WHERE name = 'price'"))
                .containsExactly("{\"version\":%d,\"state\":\"COMPLETED\",\"backfill\":null}".formatted(VERSIONS));
    }

    private void check(long seed, int version) {
        List<String> rows = rows();
        assertThat(rows).as("-Dmillrace.seed=" + seed).hasSize(1);
        assertThat(rows.get(0))
                .matches("\\{\"version\":(%d|%d),\"rows\":(\\d+),\"ids\":\\2,.*".formatted(version - 1, version));
    }

    private List<String> rows() {
        return TestMillrace.query(
                data,
                "SELECT version, count(*) AS rows, count(DISTINCT id) AS ids, sum(id)::BIGINT AS sum FROM lake.c.target"
                        + " GROUP BY version");
    }

    private void put() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (long id = files * (long) ROWS; id < (files + 1L) * ROWS; id++) {
            lines.append("{\"id\":").append(id).append("}\n");
        }
        Path hidden = Files.writeString(directory.resolve("next"), lines);
        Files.move(hidden, directory.resolve("in").resolve("%04d.json".formatted(files++)));
    }

    private String sql(String create, String options, int version) {
        return """
                CREATE FILES CONNECTION IF NOT EXISTS files PATH = '%s';
                CREATE TABLE IF NOT EXISTS lake.c.landed ();
                CREATE TABLE IF NOT EXISTS lake.c.target (version BIGINT, id BIGINT);
                CREATE JOB IF NOT EXISTS land CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                  AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.c.landed;
                %s price RUN_INTERVAL = 1 SECOND %s AS INSERT INTO lake.c.target MAP_COLUMNS_BY_NAME
                  SELECT %d AS version, id FROM lake.c.landed WHERE time_filter();
                """.formatted(directory.resolve("in"), create, options, version);
    }
}
