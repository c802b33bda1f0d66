package io.millrace.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.jobs.loop.JobState;
import io.millrace.server.Millrace;
import io.millrace.server.MillraceSettings;
import io.millrace.server.RunMode;
import io.millrace.server.Running;
import io.millrace.server.TestMillrace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long rejects stay, and what is said of those of which nothing can be made. */
class RejectRetentionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEPT = "SELECT count(*) AS n FROM lake.s.t__rejects";

    @TempDir
    private Path directory;

    private Path inbox;
    private Path data;

    @BeforeEach
    void makeInbox() throws IOException {
        inbox = Files.createDirectories(directory.resolve("inbox"));
        data = directory.resolve("data");
    }

    private String worksheet(String options, String expectations) {
        return """
                CREATE FILES CONNECTION c PATH = '%s';
                CREATE TABLE lake.s.t ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS %s
                AS COPY FROM FILES c SETTLE_TIME = 0 SECONDS INTO lake.s.t %s;
                """.formatted(inbox, options, expectations);
    }

    private void runLater(Duration later) throws InterruptedException {
        MillraceSettings now = TestMillrace.settings(data, RunMode.UNTIL_CAUGHT_UP, 2);
        MillraceSettings settings = new MillraceSettings(
                data,
                now.connectors(),
                now.formats(),
                now.parallelism(),
                now.kernelMemory(),
                now.mode(),
                now.serialiseTasks(),
                InstantSource.offset(now.clock(), later));
        try (Millrace millrace = Millrace.own(settings)) {
            millrace.jobs().start();
            assertThat(millrace.jobs().awaitEnd(PATIENCE)).isTrue();
        }
    }

    @Test
    void removesRejectsThatAreOld() throws Exception {
        Files.writeString(inbox.resolve("a.json"), "{\"id\":1}\n{broken\n");
        TestMillrace.runUntilCaughtUp(data, worksheet("REJECTS_RETENTION = 2 DAYS", ""));
        runLater(Duration.ofDays(1));
        assertThat(TestMillrace.query(data, KEPT)).containsExactly("{\"n\":1}");
        runLater(Duration.ofDays(3));
        assertThat(TestMillrace.query(data, KEPT)).containsExactly("{\"n\":0}");
        assertThat(TestMillrace.query(data, "SELECT id FROM lake.s.t")).containsExactly("{\"id\":1}");
    }

    @Test
    void aReplayMakesRoom() throws Exception {
        Random random = new Random(3);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            rows.append("{\"id\":").append(i).append(",\"text\":\"");
            random.longs(4).forEach(number -> rows.append(Long.toHexString(number)));
            rows.append("\"}\n");
        }
        Files.writeString(inbox.resolve("a.json"), rows);
        try (Running running = Running.start(
                data, worksheet("MAX_REJECTS_MB = 1", "WITH EXPECTATION none EXPECT id < 0 ON VIOLATION REJECT"))) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(running.status("load").state()).isEqualTo(JobState.FAILED));

            running.execute("ALTER JOB load DROP EXPECTATION none");
            running.execute("REPLAY REJECTS OF JOB load");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.query("SELECT count(*) AS n FROM lake.s.t"))
                            .as("%s", running.status("load"))
                            .containsExactly("{\"n\":30000}"));
            assertThat(running.query("SELECT count(DISTINCT id) AS n FROM lake.s.t"))
                    .containsExactly("{\"n\":30000}");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.query(KEPT)).containsExactly("{\"n\":0}"));
            Path written = Files.writeString(inbox.resolve("b.json.tmp"), "{\"id\":-1}\n");
            Files.move(written, inbox.resolve("b.json"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.query("SELECT id FROM lake.s.t WHERE id < 0"))
                            .containsExactly("{\"id\":-1}"));
            assertThat(running.status("load").state()).isEqualTo(JobState.RUNNING);
        }
    }

    @Test
    void saysThatNothingCanBeMadeOfADamagedFile() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write("{\"id\":1}\n{\"id\":2}\n".repeat(10_000).getBytes(UTF_8));
        }
        byte[] cut = Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);
        Files.write(inbox.resolve("a.json.gz"), cut);
        try (Running running = Running.start(data, worksheet("", ""))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.query(KEPT + " WHERE code = 'MR3005'"))
                            .containsExactly("{\"n\":1}"));
            running.execute("REPLAY REJECTS OF JOB load");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.query(
                                    "SELECT reason LIKE 'cannot be replayed: %' AS told, rejects FROM system.monitoring.rejects"
                                            + " WHERE rejects > 0 AND code = 'MR3005'"))
                            .containsExactly("{\"told\":true,\"rejects\":1}"));
        }
    }

    @Test
    void saysThatThereIsNoRecordInAHeader() throws Exception {
        Files.writeString(inbox.resolve("a.json"), "{\"id\":1}\nid,name\n");
        try (Running running = Running.start(data, worksheet("", ""))) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.query(KEPT)).containsExactly("{\"n\":1}"));
            running.execute("ALTER JOB load SET CONTENT_TYPE = CSV");
            running.execute("REPLAY REJECTS OF JOB load");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.query("SELECT reason FROM lake.s.t__rejects")
                                    .get(0))
                            .contains("cannot be replayed: there is no record in it; "));
            await().atMost(PATIENCE) // the replayed one is taken out in a commit of its own
                    .untilAsserted(() -> assertThat(running.query(
                                    "SELECT decode(payload) LIKE 'id,name%' AS same FROM lake.s.t__rejects"))
                            .containsExactly("{\"same\":true}"));
        }
    }
}
