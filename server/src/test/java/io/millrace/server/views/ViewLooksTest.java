package io.millrace.server.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.TestMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Materialized views with functions of the library, joined into a table whose rows are replaced; and what is said of them. */
class ViewLooksTest {
    private static final String SQL = """
            CREATE FILES CONNECTION files PATH = '%1$s';
            CREATE TABLE lake.a.visits;
            CREATE JOB load_visits COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              AS COPY FROM FILES files LOCATION = 'visits' SETTLE_TIME = 0 SECONDS INTO lake.a.visits;
            CREATE TABLE lake.a.orders;
            CREATE JOB load_orders COMMIT_INTERVAL = 200 MILLISECONDS CONTENT_TYPE = JSON
              AS COPY FROM FILES files LOCATION = 'orders' SETTLE_TIME = 0 SECONDS INTO lake.a.orders;
            CREATE MATERIALIZED VIEW lake.a.hosts AS
              SELECT lower(who) AS who, last(url_extract_host(url)) AS host, split_part(url_extract_host(max(url)), '.', 1) AS part,
                count_if(starts_with(url, 'https')) AS safe
              FROM lake.a.visits WHERE url_extract_host(url) <> 'b.org' GROUP BY 1 RUN_INTERVAL = 1 SECOND;
            CREATE TABLE lake.a.latest (who STRING, amount BIGINT, host STRING, safe BIGINT) PRIMARY KEY who;
            CREATE JOB enrich RUN_INTERVAL = 1 SECOND AS INSERT INTO lake.a.latest MAP_COLUMNS_BY_NAME
              SELECT o.who, o.amount, v.host, v.safe
              FROM lake.a.orders AS o LEFT JOIN lake.a.hosts AS v ON v.who = o.who
              WHERE $commit_time BETWEEN run_start_time() AND run_end_time();
            """;

    @TempDir
    private Path directory;

    private Path data;

    @BeforeEach
    void run() throws Exception {
        data = directory.resolve("data");
        put("visits/1.json", """
                {"who":"A","url":"https://a.org/x"}
                {"who":"A","url":"http://b.org/x"}
                {"who":"b","url":"http://c.org/x"}
                """);
        put("orders/0.json", "");
        apply();
        put(
                "orders/1.json",
                "{\"who\":\"a\",\"amount\":1}\n{\"who\":\"b\",\"amount\":2}\n{\"who\":\"c\",\"amount\":3}\n");
        apply();
    }

    @Test
    void rowsReplaceEachOtherWithWhatTheViewSaidThen() throws Exception {
        assertThat(TestMillrace.query(data, "SELECT * FROM lake.a.hosts ORDER BY who"))
                .containsExactly(
                        "{\"who\":\"a\",\"host\":\"a.org\",\"part\":\"a\",\"safe\":1}",
                        "{\"who\":\"b\",\"host\":\"c.org\",\"part\":\"c\",\"safe\":0}");
        put("visits/2.json", "{\"who\":\"a\",\"url\":\"https://z.org/x\"}\n");
        apply();
        put("orders/2.json", "{\"who\":\"a\",\"amount\":5}\n");
        apply();
        assertThat(TestMillrace.query(data, "SELECT * FROM lake.a.latest ORDER BY who"))
                .containsExactly(
                        "{\"who\":\"a\",\"amount\":5,\"host\":\"z.org\",\"safe\":2}",
                        "{\"who\":\"b\",\"amount\":2,\"host\":\"c.org\",\"safe\":0}",
                        "{\"who\":\"c\",\"amount\":3,\"host\":null,\"safe\":null}");
    }

    @Test
    void theyAreExplained() {
        assertThat(text("EXPLAIN JOB \"lake.a.hosts\""))
                .containsSubsequence("row by row", "input     lake.a.visits", "sql", "output    lake.a.hosts");
        assertThat(text("EXPLAIN JOB enrich"))
                .containsSubsequence(
                        "one row for each key",
                        "input     lake.a.orders",
                        "lake.a.hosts",
                        "the view as of the commit time of each row",
                        "columns   who",
                        "_valid_from",
                        "output    lake.a.latest");
        assertThat(text("EXPLAIN SELECT host FROM lake.a.hosts"))
                .containsSubsequence("input     lake.a.hosts", "the whole view", "columns   host", "plan");
    }

    @Test
    void theyArePreviewed() {
        assertThat(TestMillrace.query(data, "PREVIEW JOB enrich LIMIT 10"))
                .containsExactlyInAnyOrder(
                        "{\"who\":\"a\",\"amount\":1,\"host\":\"a.org\",\"safe\":1}",
                        "{\"who\":\"b\",\"amount\":2,\"host\":\"c.org\",\"safe\":0}",
                        "{\"who\":\"c\",\"amount\":3,\"host\":null,\"safe\":null}");
        assertThat(TestMillrace.query(data, "PREVIEW JOB \"lake.a.hosts\" LIMIT 10"))
                .hasSize(2)
                .anyMatch(line -> line.contains("\"safe__count_if\":1"));
    }

    @Test
    void theirLineageIsKnown() {
        List<String> rows = TestMillrace.query(
                data,
                "SELECT target_field, source_table, source_field, transformation FROM system.information_schema.lineage"
                        + " WHERE job = 'lake.a.hosts'");
        assertThat(rows)
                .contains(
                        "{\"target_field\":\"who\",\"source_table\":\"visits\",\"source_field\":\"who\",\"transformation\":\"expression\"}",
                        "{\"target_field\":\"host\",\"source_table\":\"visits\",\"source_field\":\"url\",\"transformation\":\"aggregate\"}",
                        "{\"target_field\":\"safe\",\"source_table\":\"visits\",\"source_field\":\"url\",\"transformation\":\"aggregate\"}");
        assertThat(TestMillrace.query(
                        data,
                        "SELECT source_field FROM system.information_schema.lineage"
                                + " WHERE job = 'enrich' AND target_field = 'host'"))
                .containsExactly("{\"source_field\":\"host\"}");
    }

    private String text(String sql) {
        return TestMillrace.query(data, sql).stream()
                .map(line -> line.substring("{\"plan\":\"".length(), line.length() - 2)
                        .replace("\\\"", "\""))
                .collect(Collectors.joining("\n"));
    }

    private void put(String name, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void apply() throws Exception {
        assertThat(TestMillrace.runUntilCaughtUp(data, SQL.formatted(directory)))
                .noneMatch(line -> line.contains("Cannot"));
    }
}
