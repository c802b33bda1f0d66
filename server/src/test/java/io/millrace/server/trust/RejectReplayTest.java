package io.millrace.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.jobs.loop.JobState;
import io.millrace.server.Running;
import io.millrace.server.TestMillrace;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expectations that come and go while a job runs, and rejects that are decoded once more under the rules of then. */
class RejectReplayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Path inbox;

    @BeforeEach
    void makeInbox() throws IOException {
        inbox = Files.createDirectories(directory.resolve("inbox"));
    }

    private String worksheet(String options, String expectations) {
        return """
                CREATE FILES CONNECTION c PATH = '%s';
                CREATE TABLE lake.s.t ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS %s
                AS COPY FROM FILES c SETTLE_TIME = 0 SECONDS INTO lake.s.t %s;
                """.formatted(inbox, options, expectations);
    }

    private void write(String name, String text) throws IOException {
        Path file = inbox.resolve(name + ".tmp");
        Files.writeString(file, text, UTF_8);
        Files.move(file, inbox.resolve(name));
    }

    private static void awaitRows(Running running, String sql, String... expected) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(MillraceException.class) // until the first column is discovered
                .untilAsserted(() -> assertThat(running.query(sql)).containsExactlyInAnyOrder(expected));
    }

    @Test
    void reasonsThatDifferInPlacesAreCountedAsOne() throws Exception {
        write("a.json", "{\"id\":1}\n{\"id\":x}\n{\"id\": y}\n{\"id\":2,\n");
        Path data = directory.resolve("data");
        TestMillrace.runUntilCaughtUp(data, worksheet("", ""));
        assertThat(TestMillrace.query(data, "SELECT reason, example, rejects FROM system.monitoring.rejects"))
                .containsExactly(
                        "{\"reason\":\"expected a value, found … at byte … in id\","
                                + "\"example\":\"expected a value, found 'x' at byte 6 in id\",\"rejects\":2}",
                        "{\"reason\":\"expected more, found the end at byte 9 in id\","
                                + "\"example\":\"expected more, found the end at byte 9 in id\",\"rejects\":1}");
    }

    @Test
    void landsWhatDecodesUnderNewRulesAndRejectsTheRestAgain() throws IOException {
        write("a.json", "{\"id\":1,\"amount\":5}\n{\"id\":2,\"amount\":50}\n{\"id\":3\n{\"id\":4,\"amount\":500}\n");
        String open = "SELECT code, sum(rejects)::BIGINT AS rejects, sum(replayed)::BIGINT AS replayed"
                + " FROM system.monitoring.rejects GROUP BY code";
        String ids = "SELECT id FROM lake.s.t";
        try (Running running = Running.start(
                directory.resolve("data"),
                worksheet("", "WITH EXPECTATION small EXPECT amount < 10 ON VIOLATION REJECT"))) {
            awaitRows(running, ids, "{\"id\":1}");
            awaitRows(
                    running,
                    open,
                    "{\"code\":\"MR4001\",\"rejects\":1,\"replayed\":0}",
                    "{\"code\":\"MR4007\",\"rejects\":2,\"replayed\":0}");

            running.execute("ALTER JOB load DROP EXPECTATION small");
            running.execute("ALTER JOB load ADD EXPECTATION medium EXPECT amount < 100 ON VIOLATION REJECT");
            running.execute("REPLAY REJECTS OF JOB load");

            awaitRows(running, ids, "{\"id\":1}", "{\"id\":2}");
            awaitRows(
                    running,
                    open,
                    "{\"code\":\"MR4001\",\"rejects\":1,\"replayed\":1}",
                    "{\"code\":\"MR4007\",\"rejects\":1,\"replayed\":2}");
            assertThat(running.status("load").state()).isEqualTo(JobState.RUNNING);

            write("b.json", "{\"id\":5,\"amount\":1}\n");
            awaitRows(running, ids, "{\"id\":1}", "{\"id\":2}", "{\"id\":5}");
            running.execute("ALTER JOB load DROP EXPECTATION medium");
            running.execute("REPLAY REJECTS OF JOB load");
            awaitRows(running, ids, "{\"id\":1}", "{\"id\":2}", "{\"id\":4}", "{\"id\":5}");
            List<String> coordinates = running.query("SELECT DISTINCT $file_name AS file_name FROM lake.s.t");
            assertThat(coordinates)
                    .containsExactlyInAnyOrder("{\"file_name\":\"a.json\"}", "{\"file_name\":\"b.json\"}");
        }
    }

    @Test
    void countsViolationsAndForgetsThoseOfADroppedExpectation() throws IOException {
        write("a.json", "{\"id\":1}\n{\"id\":-2}\n{\"id\":-3}\n{\"name\":\"no id\"}\n");
        String counts = "SELECT expectation, on_violation, triggered_today, total FROM system.monitoring.expectations";
        try (Running running = Running.start(
                directory.resolve("data"),
                worksheet(
                        "",
                        "WITH EXPECTATION positive EXPECT id > 0 ON VIOLATION DROP"
                                + " WITH EXPECTATION not_two EXPECT id <> -2 ON VIOLATION WARN"))) {
            awaitRows(running, "SELECT id FROM lake.s.t", "{\"id\":1}", "{\"id\":null}");
            awaitRows(
                    running,
                    counts,
                    "{\"expectation\":\"positive\",\"on_violation\":\"DROP\",\"triggered_today\":2,\"total\":2}",
                    "{\"expectation\":\"not_two\",\"on_violation\":\"WARN\",\"triggered_today\":1,\"total\":1}");

            running.execute("ALTER JOB load DROP EXPECTATION positive");
            running.execute("ALTER JOB load ADD EXPECTATION positive EXPECT id > 0 ON VIOLATION WARN");
            write("b.json", "{\"id\":-4}\n");
            awaitRows(running, "SELECT id FROM lake.s.t WHERE id < 0", "{\"id\":-4}");
            awaitRows(
                    running,
                    counts,
                    "{\"expectation\":\"positive\",\"on_violation\":\"WARN\",\"triggered_today\":1,\"total\":1}",
                    "{\"expectation\":\"not_two\",\"on_violation\":\"WARN\",\"triggered_today\":1,\"total\":1}");
            assertThat(running.query("SELECT violations FROM system.monitoring.jobs"))
                    .containsExactly("{\"violations\":2}");
        }
    }

    @Test
    void stopsWhenThereAreTooManyRejectsAndGoesOnWhenThereMayBeMore() throws IOException {
        Random random = new Random(3);
        StringBuilder storm = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            storm.append("{\"broken\":\"");
            random.longs(4).forEach(number -> storm.append(Long.toHexString(number)));
            storm.append('\n');
        }
        write("a.json", "{\"id\":1}\n");
        try (Running running = Running.start(directory.resolve("data"), worksheet("MAX_REJECTS_MB = 1", ""))) {
            awaitRows(running, "SELECT id FROM lake.s.t", "{\"id\":1}");
            write("b.json", storm + "{\"id\":2}\n");
            awaitRows(running, "SELECT id FROM lake.s.t", "{\"id\":1}", "{\"id\":2}");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(running.status("load").state()).isEqualTo(JobState.FAILED));
            assertThat(running.status("load").error().orElseThrow().describe())
                    .contains("MR4008")
                    .contains("lake.s.t__rejects");
            write("c.json", "{\"id\":3}\n");

            running.execute("ALTER JOB load SET MAX_REJECTS_MB = 1000");
            running.execute("RESUME JOB load");

            awaitRows(running, "SELECT id FROM lake.s.t", "{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
            assertThat(running.query("SELECT sum(rejects)::BIGINT AS n FROM system.monitoring.rejects"))
                    .containsExactly("{\"n\":40000}");
        }
    }

    @Test
    void stopsAtAPredicateThatIsNeitherTrueNorFalse() throws IOException {
        write("a.json", "{\"id\":1}\n");
        try (Running running = Running.start(
                directory.resolve("data"), worksheet("", "WITH EXPECTATION odd EXPECT id + 1 ON VIOLATION DROP"))) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(running.status("load").state()).isEqualTo(JobState.FAILED));
            assertThat(running.status("load").error().orElseThrow().describe())
                    .contains("MR2101")
                    .contains("id + 1");
        }
    }
}
