package io.millrace.server.upsert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MERGE: rows replace, are inserted, or delete. */
class MergeTest {
    @TempDir
    private Path directory;

    @Test
    void rowsDeleteReplaceAndAreInserted() {
        UpsertLab lab = new UpsertLab(directory, """
                CREATE TABLE IF NOT EXISTS lake.u.people (id BIGINT, name STRING) PRIMARY KEY id;
                CREATE JOB IF NOT EXISTS merge RUN_INTERVAL = 1 SECOND
                AS MERGE INTO lake.u.people p USING (
                    SELECT id, name, op = 'd' AS gone, op, $event_time FROM lake.u.landed WHERE time_filter()) s
                ON p.id = s.id
                WHEN MATCHED AND s.gone OR op = 'x' THEN DELETE
                WHEN MATCHED THEN REPLACE
                WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME EXCEPT s.gone, op;
                """);
        lab.run(
                "{\"id\":1,\"name\":\"ann\",\"op\":\"i\",\"ms\":10}",
                "{\"id\":2,\"name\":\"bob\",\"op\":\"i\",\"ms\":10}",
                "{\"id\":3,\"name\":\"cid\",\"op\":\"i\",\"ms\":10}",
                "{\"id\":4,\"name\":\"never there\",\"op\":\"d\",\"ms\":10}",
                "{\"id\":3,\"name\":null,\"op\":\"d\",\"ms\":11}");
        assertThat(lab.query("SELECT id, name FROM lake.u.people ORDER BY id"))
                .containsExactly("{\"id\":1,\"name\":\"ann\"}", "{\"id\":2,\"name\":\"bob\"}");
        lab.run(
                "{\"id\":1,\"op\":\"x\",\"ms\":20}",
                "{\"id\":2,\"op\":\"d\",\"ms\":20}",
                "{\"id\":2,\"name\":\"bob again\",\"op\":\"u\",\"ms\":21}",
                "{\"id\":9,\"op\":\"d\",\"ms\":21}");
        assertThat(lab.query("SELECT * FROM lake.u.people ORDER BY id"))
                .containsExactly("{\"id\":2,\"name\":\"bob again\"}");
        assertThat(lab.readByIceberg("people")).containsExactly("{id=2, name=bob again}");
        lab.run("{\"id\":2,\"op\":\"d\",\"ms\":20}");
        assertThat(lab.query("SELECT * FROM lake.u.people")).isEmpty();
        assertThat(lab.readByIceberg("people")).isEmpty();
    }

    @Test
    void withoutDeleteRowsStayAndAreMarked() {
        UpsertLab lab = new UpsertLab(directory, """
                CREATE TABLE IF NOT EXISTS lake.u.people (id BIGINT, name STRING, is_deleted BOOLEAN) PRIMARY KEY id;
                CREATE JOB IF NOT EXISTS merge RUN_INTERVAL = 1 SECOND
                AS MERGE INTO lake.u.people USING (
                    SELECT id, name, op = 'd' AS is_deleted, $event_time FROM lake.u.landed WHERE time_filter()) s
                ON people.id = s.id
                WHEN MATCHED THEN REPLACE WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME;
                """);
        lab.run("{\"id\":1,\"name\":\"ann\",\"op\":\"i\",\"ms\":10}");
        lab.run("{\"id\":1,\"name\":\"ann\",\"op\":\"d\",\"ms\":20}");
        assertThat(lab.query("SELECT * FROM lake.u.people"))
                .containsExactly("{\"id\":1,\"name\":\"ann\",\"is_deleted\":true}");
    }

    @Test
    void whatCannotBeMergedIsToldWithItsPlace() {
        assertRefused("k", "ON p.k = s.k", "", "Cannot merge into a table without PRIMARY KEY: lake.u.people");
        assertRefused(
                "k PRIMARY KEY", "ON p.v = s.v", "", "Cannot merge ON other columns than the key of lake.u.people: v");
        assertRefused(
                "k PRIMARY KEY",
                "ON s.k = s.k",
                "",
                "Cannot merge ON anything but a column of the target and one of the query: s.k = s.k");
        assertRefused(
                "k PRIMARY KEY",
                "ON p.k = s.k AND p.k = s.v",
                "",
                "Cannot merge ON other columns than the key of lake.u.people: k, k");
        assertRefused(
                "k PRIMARY KEY", "ON p.k = s.k", "WHEN MATCHED AND s.nix THEN DELETE", "Cannot find column: s.nix");
        assertRefused(
                "k PRIMARY KEY",
                "ON p.k = s.k",
                "WHEN MATCHED AND p.nix > s.v THEN DELETE",
                "Cannot find column of lake.u.people: nix");
        assertRefused(
                "k PRIMARY KEY",
                "ON p.k = s.k",
                "WHEN MATCHED AND p.v > s.nix THEN DELETE",
                "Cannot find column: s.nix");
    }

    @Test
    void whatCannotBeInsertedIsToldWithItsPlace() {
        assertNotInserted("(k, v) VALUES (s.k, s.nix)", "Cannot find column: s.nix");
        assertNotInserted("(k, v) VALUES (s.v, s.v)", "Cannot insert another key than ON compares: k = s.v");
        assertNotInserted("(k, nix) VALUES (s.k, s.v)", "Cannot find column of lake.u.people: nix");
        assertNotInserted("(v, v) VALUES (s.v, s.v)", "Cannot map two expressions to one column: v");
        assertNotInserted("(v) VALUES ('much' || s.v)", "Cannot");
    }

    private void assertNotInserted(String values, String message) {
        assertRefused(
                "k PRIMARY KEY",
                "ON p.k = s.k",
                "WHEN MATCHED THEN REPLACE WHEN NOT MATCHED THEN INSERT " + values + ";--",
                message);
        assertRefused(
                "k PRIMARY KEY",
                "ON p.k = s.k",
                "WHEN NOT MATCHED AND p.v > 1 THEN INSERT MAP_COLUMNS_BY_NAME;--",
                "Cannot insert by a condition over the target");
    }

    private void assertRefused(String key, String on, String delete, String message) {
        String primary = key.contains("PRIMARY") ? " PRIMARY KEY " + key.replace(" PRIMARY KEY", "") : "";
        UpsertLab lab = new UpsertLab(
                directory.resolve(Integer.toString((key + on + delete).hashCode())),
                "CREATE TABLE lake.u.people (k BIGINT, v BIGINT)" + primary
                        + ";CREATE TABLE lake.u.src (k BIGINT, v BIGINT);"
                        + "CREATE JOB merge AS MERGE INTO lake.u.people p USING (SELECT k, v FROM lake.u.src WHERE"
                        + " time_filter()) s " + on + " " + delete
                        + " WHEN MATCHED THEN REPLACE WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME;");
        assertThatThrownBy(() -> lab.run("{\"ms\":1}")).isInstanceOfSatisfying(MillraceException.class, error -> {
            assertThat(error.getMessage()).startsWith(message);
            assertThat(error.code())
                    .isIn(
                            ErrorCode.INVALID_TARGET,
                            ErrorCode.COLUMN_NOT_FOUND,
                            ErrorCode.INVALID_QUERY,
                            ErrorCode.DUPLICATE_COLUMN,
                            ErrorCode.TYPE_MISMATCH);
            assertThat(error.location()).isPresent();
        });
    }
}
