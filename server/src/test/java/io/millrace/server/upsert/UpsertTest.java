package io.millrace.server.upsert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables with PRIMARY KEY: rows with the same key replace each other. */
class UpsertTest {
    @TempDir
    private Path directory;

    @Test
    void theLastRowOfAKeyStands() {
        UpsertLab lab = new UpsertLab(directory, """
                CREATE TABLE IF NOT EXISTS lake.u.people (id BIGINT, name STRING) PRIMARY KEY id;
                CREATE JOB IF NOT EXISTS upsert RUN_INTERVAL = 1 SECOND
                AS INSERT INTO lake.u.people MAP_COLUMNS_BY_NAME
                SELECT id, name, $event_time AS $event_time FROM lake.u.landed WHERE time_filter();
                """);
        lab.run(
                "{\"id\":1,\"name\":\"ann\",\"ms\":10}",
                "{\"id\":2,\"name\":\"bob\",\"ms\":20}",
                "{\"id\":1,\"name\":\"anna\",\"ms\":10}",
                "{\"id\":2,\"name\":\"late\",\"ms\":15}");
        assertThat(lab.query("SELECT id, name FROM lake.u.people ORDER BY id"))
                .containsExactly("{\"id\":1,\"name\":\"anna\"}", "{\"id\":2,\"name\":\"bob\"}");
        assertThat(lab.lastCommit("people")).doesNotContainKey("added-dvs");

        lab.run("{\"id\":2,\"name\":\"later run\",\"ms\":1}", "{\"id\":3,\"name\":\"cid\",\"ms\":30}");
        lab.run("{\"id\":2,\"name\":\"b3\",\"ms\":1}", "{\"id\":1,\"name\":\"a3\",\"ms\":30}");
        assertThat(lab.query("SELECT id, name FROM lake.u.people ORDER BY id"))
                .containsExactly(
                        "{\"id\":1,\"name\":\"a3\"}", "{\"id\":2,\"name\":\"b3\"}", "{\"id\":3,\"name\":\"cid\"}");
        assertThat(lab.readByIceberg("people"))
                .containsExactly("{id=1, name=a3}", "{id=2, name=b3}", "{id=3, name=cid}");
        assertThat(lab.lastCommit("people")).containsEntry("added-dvs", "2").containsEntry("removed-dvs", "1");
        assertThat(lab.query("SELECT count(*) AS n FROM lake.u.people")).containsExactly("{\"n\":3}");
        assertThat(lab.query("SELECT rows FROM system.information_schema.tables WHERE name = 'people'"))
                .containsExactly("{\"rows\":3}");
    }

    @Test
    void aQueryWithoutEventTimeGoesByThatOfItsSource() {
        UpsertLab lab = new UpsertLab(directory, """
                CREATE TABLE IF NOT EXISTS lake.u.items (sku STRING, qty BIGINT) PRIMARY KEY sku;
                CREATE JOB IF NOT EXISTS upsert RUN_INTERVAL = 1 SECOND
                AS INSERT INTO lake.u.items MAP_COLUMNS_BY_NAME
                UNNEST(SELECT items[].sku AS sku, items[].qty AS qty FROM lake.u.landed WHERE time_filter());
                CREATE TABLE IF NOT EXISTS lake.u.orders (id BIGINT, at_all BIGINT) PRIMARY KEY id;
                CREATE JOB IF NOT EXISTS by_position RUN_INTERVAL = 1 SECOND
                AS INSERT INTO lake.u.orders (id, at_all)
                SELECT id, ms FROM lake.u.landed WHERE time_filter();
                """);
        lab.run(
                "{\"id\":1,\"ms\":20,\"items\":[{\"sku\":\"a\",\"qty\":1},{\"sku\":\"b\",\"qty\":1}]}",
                "{\"id\":1,\"ms\":30,\"items\":[{\"sku\":\"a\",\"qty\":3},{\"sku\":\"a\",\"qty\":4}]}",
                "{\"id\":1,\"ms\":10,\"items\":[{\"sku\":\"a\",\"qty\":9},{\"sku\":\"b\",\"qty\":9},{\"sku\":\"c\",\"qty\":9}]}");
        assertThat(lab.query("SELECT * FROM lake.u.items ORDER BY sku"))
                .containsExactly("{\"sku\":\"a\",\"qty\":4}", "{\"sku\":\"b\",\"qty\":1}", "{\"sku\":\"c\",\"qty\":9}");
        assertThat(lab.query("SELECT * FROM lake.u.orders")).containsExactly("{\"id\":1,\"at_all\":30}");
    }

    @Test
    void groupsReplaceTheirRows() {
        UpsertLab lab = new UpsertLab(directory, """
                CREATE TABLE IF NOT EXISTS lake.u.totals (day DATE, kind STRING, n BIGINT)
                PARTITIONED BY day PRIMARY KEY day, kind;
                CREATE JOB IF NOT EXISTS upsert RUN_INTERVAL = 1 SECOND
                AS INSERT INTO lake.u.totals MAP_COLUMNS_BY_NAME
                SELECT $event_date AS day, kind, count(*) AS n FROM lake.u.landed
                WHERE $commit_time BETWEEN run_start_time() - INTERVAL '1 day' AND run_end_time() GROUP BY ALL;
                """);
        lab.run("{\"kind\":\"a\",\"ms\":1}", "{\"kind\":\"a\",\"ms\":2}", "{\"kind\":\"b\",\"ms\":86400000}");
        lab.run("{\"kind\":\"a\",\"ms\":3}", "{\"kind\":\"c\",\"ms\":3}");
        assertThat(lab.query("SELECT * FROM lake.u.totals ORDER BY kind"))
                .containsExactly(
                        "{\"day\":\"2026-01-01\",\"kind\":\"a\",\"n\":3}",
                        "{\"day\":\"2026-01-02\",\"kind\":\"b\",\"n\":1}",
                        "{\"day\":\"2026-01-01\",\"kind\":\"c\",\"n\":1}");
    }

    @Test
    void keysAreOfAnyScalarType() {
        StringBuilder sql = new StringBuilder();
        List<String> types = List.of(
                "BOOLEAN",
                "INTEGER",
                "BIGINT",
                "FLOAT",
                "DOUBLE",
                "DECIMAL(10,2)",
                "STRING",
                "BINARY",
                "DATE",
                "TIME",
                "TIMESTAMP",
                "TIMESTAMP_NTZ",
                "UUID");
        List<String> values = List.of(
                "k % 2 = 0",
                "k::INTEGER",
                "k",
                "k::FLOAT / 4",
                "k / 3",
                "(k / 4)::DECIMAL(10,2)",
                "'key ' || k",
                "encode('k' || k)",
                "DATE '2026-01-01' + k::INTEGER",
                "TIME '00:00:00' + to_seconds(k)",
                "epoch_ms(k)::TIMESTAMPTZ",
                "epoch_ms(k)::TIMESTAMP",
                "('00000000-0000-0000-0000-' || lpad(k::VARCHAR, 12, '0'))::UUID");
        for (int i = 0; i < types.size(); i++) {
            sql.append("CREATE TABLE IF NOT EXISTS lake.u.t%d (id %s, v BIGINT) PRIMARY KEY id;"
                            .formatted(i, types.get(i)))
                    .append(("CREATE JOB IF NOT EXISTS j%d RUN_INTERVAL = 1 SECOND AS INSERT INTO lake.u.t%d"
                                    + " MAP_COLUMNS_BY_NAME SELECT %s AS id, ms AS v FROM lake.u.landed WHERE time_filter();")
                            .formatted(i, i, values.get(i)));
        }
        UpsertLab lab = new UpsertLab(directory, sql.toString());
        lab.run(rows(0, 10));
        lab.run(rows(5, 12));
        for (int i = 0; i < types.size(); i++) {
            int keys = i == 0 ? 2 : 12;
            assertThat(lab.query("SELECT count(*) AS n, count(DISTINCT id) AS keys, max(v) AS v FROM lake.u.t" + i))
                    .as(types.get(i))
                    .containsExactly("{\"n\":%d,\"keys\":%d,\"v\":11}".formatted(keys, keys));
        }
    }

    private static List<String> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(k -> "{\"k\":%d,\"ms\":%d}".formatted(k, k))
                .toList();
    }

    @Test
    void vectorsOutliveTheSnapshotsThatWroteThem() {
        UpsertLab lab = new UpsertLab(directory, """
                CREATE TABLE IF NOT EXISTS lake.u.t (id BIGINT, v BIGINT) PRIMARY KEY id;
                CREATE JOB IF NOT EXISTS upsert RUN_INTERVAL = 1 SECOND
                AS INSERT INTO lake.u.t MAP_COLUMNS_BY_NAME SELECT k AS id, ms AS v FROM lake.u.landed WHERE time_filter();
                """);
        lab.run(rows(0, 10));
        lab.run(rows(20, 30));
        lab.run(rows(9, 21)); // a vector for each of both files
        lab.run(rows(8, 9)); // a new one for the first file
        lab.run(rows(40, 41));
        lab.expireSnapshots("t");
        assertThat(lab.query("SELECT count(*) AS n, count(DISTINCT id) AS keys FROM lake.u.t"))
                .containsExactly("{\"n\":31,\"keys\":31}");
        assertThat(lab.readByIceberg("t")).hasSize(31);
        lab.run(rows(25, 26));
        assertThat(lab.readByIceberg("t")).hasSize(31);
    }

    @Test
    void aKeyIsOfColumnsThatTheQueryHas() {
        assertRefused("PRIMARY KEY nix", "id, name", "Cannot use as PRIMARY KEY a column that is not declared: nix");
        assertRefused("PRIMARY KEY name, name", "id, name", "Cannot use a column twice in PRIMARY KEY: name");
        assertRefused(
                "PRIMARY KEY tags", "id, name", "Cannot use as PRIMARY KEY anything but columns of scalar types: tags");
        assertRefused(
                "GLOBALLY_UNIQUE_KEYS = TRUE",
                "id",
                "Cannot make keys unique in a table without PRIMARY KEY: lake.u.t");
        assertRefused(
                "PRIMARY KEY id, name", "id", "Cannot replace rows of lake.u.t by their key: the query has no name");
    }

    private void assertRefused(String clause, String items, String message) {
        UpsertLab lab = new UpsertLab(
                directory.resolve(Integer.toString((clause + items).hashCode())),
                "CREATE TABLE lake.u.t (id BIGINT, name STRING, tags STRING[]) " + clause + ";"
                        + "CREATE TABLE lake.u.s (id BIGINT, name STRING);"
                        + "CREATE JOB upsert AS INSERT INTO lake.u.t MAP_COLUMNS_BY_NAME SELECT " + items
                        + " FROM lake.u.s WHERE time_filter();");
        assertThatThrownBy(() -> lab.run("{\"ms\":1}"))
                .isInstanceOf(MillraceException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsCopiedCannotReplace() {
        UpsertLab lab = new UpsertLab(
                directory,
                "CREATE TABLE lake.u.t (id BIGINT) PRIMARY KEY id;"
                        + "CREATE JOB direct AS COPY FROM FILES files LOCATION = '' INTO lake.u.t;");
        assertThatThrownBy(() -> lab.run("{\"ms\":1}"))
                .isInstanceOf(MillraceException.class)
                .hasMessage("Cannot copy into a table with PRIMARY KEY: lake.u.t");
    }
}
