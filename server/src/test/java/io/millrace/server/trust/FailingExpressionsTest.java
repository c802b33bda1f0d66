package io.millrace.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.TestMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An expression that fails for a row gives NULL there, and that is counted and shown. */
class FailingExpressionsTest {
    @TempDir
    private Path directory;

    @Test
    void countsRowsAndShowsOne() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Path data = directory.resolve("data");
        String sql = """
                CREATE FILES CONNECTION c PATH = '%s';
                CREATE TABLE lake.s.t ();
                CREATE JOB load CONTENT_TYPE = JSON EVENT_TIME = made::TIMESTAMPTZ
                    COLUMN_TRANSFORMATIONS = (n = secret::INTEGER, secret = MD5(secret), nothing = absent)
                AS COPY FROM FILES c SETTLE_TIME = 0 SECONDS INTO lake.s.t
                WITH EXPECTATION short EXPECT name::INTEGER < 10 ON VIOLATION DROP;
                """.formatted(inbox);
        Files.writeString(inbox.resolve("a.json"), """
                {"secret":"1","made":"2026-01-01"}
                {"secret":"hush","made":"2026-01-01"}
                {"secret":"2","made":"no time"}
                {"secret":"hush hush","name":"x","made":"2026-01-01"}
                """);
        TestMillrace.runUntilCaughtUp(data, sql);
        Files.writeString(inbox.resolve("b.json"), "{\"secret\":\"hush\"}\n");
        TestMillrace.runUntilCaughtUp(data, "");

        assertThat(TestMillrace.query(data, "SELECT n FROM lake.s.t ORDER BY n NULLS LAST"))
                .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":null}", "{\"n\":null}", "{\"n\":null}");
        assertThat(TestMillrace.query(data, "SELECT job, expression, rows, example FROM system.monitoring.failures"))
                .containsExactly(
                        "{\"job\":\"load\",\"expression\":\"EVENT_TIME\",\"rows\":1,"
                                + "\"example\":\"{\\\"_file_name\\\":\\\"a.json\\\",\\\"_row_number\\\":3}\"}",
                        "{\"job\":\"load\",\"expression\":\"n\",\"rows\":3,"
                                + "\"example\":\"{\\\"_file_name\\\":\\\"b.json\\\",\\\"_row_number\\\":1}\"}",
                        "{\"job\":\"load\",\"expression\":\"short\",\"rows\":1,"
                                + "\"example\":\"{\\\"_file_name\\\":\\\"a.json\\\",\\\"_row_number\\\":4}\"}");
    }
}
