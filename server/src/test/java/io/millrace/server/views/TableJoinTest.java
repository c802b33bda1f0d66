package io.millrace.server.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.TestMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream joined with a table that changes slowly: every run reads the table as it is then. */
class TableJoinTest {
    private static final String SQL = """
            CREATE FILES CONNECTION files PATH = '%1$s';
            CREATE TABLE lake.a.rates;
            CREATE JOB load_rates COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              AS COPY FROM FILES files LOCATION = 'rates' SETTLE_TIME = 0 SECONDS INTO lake.a.rates;
            CREATE TABLE lake.a.events;
            CREATE JOB load_events COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              AS COPY FROM FILES files LOCATION = 'events' SETTLE_TIME = 0 SECONDS INTO lake.a.events;
            """;
    private static final String JOB = """
            CREATE TABLE IF NOT EXISTS lake.a.out;
            CREATE JOB %s ADD_MISSING_COLUMNS = TRUE RUN_INTERVAL = 1 SECOND AS INSERT INTO lake.a.out MAP_COLUMNS_BY_NAME
              SELECT e.id, r.rate FROM lake.a.events AS e %s WHERE $commit_time BETWEEN run_start_time() AND run_end_time();
            """;

    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void rates() throws Exception {
        data = directory.resolve("data");
        put("rates/1.json", "{\"country\":\"DE\",\"rate\":19}\n{\"country\":\"FR\",\"rate\":20}\n");
        put("events/0.json", "");
        run(SQL);
    }

    @Test
    void everyRunReadsTheTableAsItIs() throws Exception {
        String sql = SQL + JOB.formatted("j", "LEFT JOIN lake.a.rates AS r ON r.country = e.country");
        put("events/1.json", "{\"id\":1,\"country\":\"DE\"}\n{\"id\":2,\"country\":\"IT\"}\n");
        run(sql);
        put("rates/2.json", "{\"country\":\"IT\",\"rate\":22}\n");
        run(sql);
        put("events/2.json", "{\"id\":3,\"country\":\"IT\"}\n{\"id\":4,\"country\":\"FR\"}\n");
        run(sql);
        assertThat(TestMillrace.query(data, "SELECT id, rate FROM lake.a.out ORDER BY id"))
                .containsExactly(
                        "{\"id\":1,\"rate\":19}",
                        "{\"id\":2,\"rate\":null}",
                        "{\"id\":3,\"rate\":22}",
                        "{\"id\":4,\"rate\":20}");
    }

    @Test
    void innerJoinsLeaveOutAndCommasWithAConditionAreJoins() throws Exception {
        String sql = SQL
                + JOB.formatted("j", "JOIN lake.a.rates AS r ON r.country = e.country AND r.rate < 20")
                + JOB.formatted("k", ", lake.a.rates AS r")
                        .replace("WHERE $commit", "WHERE r.country = e.country AND e.$commit");
        put(
                "events/1.json",
                "{\"id\":1,\"country\":\"DE\"}\n{\"id\":2,\"country\":\"FR\"}\n{\"id\":3,\"country\":\"IT\"}\n");
        run(sql);
        assertThat(TestMillrace.query(data, "SELECT id, rate FROM lake.a.out ORDER BY ALL"))
                .containsExactly("{\"id\":1,\"rate\":19}", "{\"id\":1,\"rate\":19}", "{\"id\":2,\"rate\":20}");
    }

    /** Each pair is joined once: by the run that the later of the two belongs to. */
    @Test
    void streamsAreJoinedWithinATimeBoundInWhateverOrderTheyCome() throws Exception {
        String sql = SQL + """
                CREATE TABLE lake.a.pairs;
                CREATE JOB pairs ADD_MISSING_COLUMNS = TRUE RUN_INTERVAL = 1 SECOND AS INSERT INTO lake.a.pairs MAP_COLUMNS_BY_NAME
                  SELECT e.id, r.rate FROM lake.a.events AS e JOIN lake.a.rates AS r ON r.country = e.country
                  WHERE e.$commit_time BETWEEN run_start_time() - INTERVAL '1 hour' AND run_end_time()
                    AND r.$commit_time BETWEEN run_start_time() - INTERVAL '1 hour' AND run_end_time()
                    AND greatest(e.$commit_time, r.$commit_time) >= run_start_time();
                """;
        put("events/1.json", "{\"id\":1,\"country\":\"DE\"}\n{\"id\":2,\"country\":\"IT\"}\n");
        run(sql);
        put("rates/2.json", "{\"country\":\"IT\",\"rate\":22}\n");
        run(sql);
        put("events/2.json", "{\"id\":3,\"country\":\"IT\"}\n{\"id\":4,\"country\":\"ES\"}\n");
        put("rates/3.json", "{\"country\":\"ES\",\"rate\":21}\n");
        run(sql);
        run(sql);
        assertThat(TestMillrace.query(data, "SELECT id, rate FROM lake.a.pairs ORDER BY ALL"))
                .containsExactly(
                        "{\"id\":1,\"rate\":19}",
                        "{\"id\":2,\"rate\":22}",
                        "{\"id\":3,\"rate\":22}",
                        "{\"id\":4,\"rate\":21}");
    }

    private void put(String file, String content) throws Exception {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void run(String sql) throws Exception {
        assertThat(TestMillrace.runUntilCaughtUp(data, sql.formatted(directory)))
                .noneMatch(line -> line.contains("Cannot"));
    }
}
