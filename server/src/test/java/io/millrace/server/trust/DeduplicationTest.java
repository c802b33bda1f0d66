package io.millrace.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.TestMillrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeated rows are dropped, whatever run, process or file they come in. */
class DeduplicationTest {
    @TempDir
    private Path directory;

    private String worksheet(Path inbox, String columns) {
        return """
                CREATE FILES CONNECTION c PATH = '%s';
                CREATE TABLE lake.s.t ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                    DEDUPLICATE_WITH = (COLUMNS = %s, WINDOW = 4 HOURS)
                AS COPY FROM FILES c SETTLE_TIME = 0 SECONDS INTO lake.s.t;
                """.formatted(inbox, columns);
    }

    @Test
    void dropsRepeatsAcrossFilesRunsAndProcesses() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Random random = new Random(11);
        Set<String> expected = new LinkedHashSet<>();
        for (int round = 0; round < 3; round++) {
            for (int file = 0; file < 3; file++) {
                List<String> lines = new ArrayList<>();
                for (int i = 0; i < 4000; i++) {
                    int id = random.nextInt(9000);
                    // Later on a third of the ids are texts, which land in a sibling column.
                    String key = id % 3 == 0 && round > 0 ? "\"k" + id + "\"" : Integer.toString(id);
                    lines.add("{\"id\":%s,\"customer\":{\"tenant\":%d},\"n\":%d}".formatted(key, id % 2, i));
                    expected.add(key.replace("\"", ""));
                }
                Files.write(inbox.resolve("f-" + round + "-" + file + ".json"), lines, UTF_8);
            }
            assertThat(TestMillrace.runUntilCaughtUp(
                            directory.resolve("data"), worksheet(inbox, "(id, customer.tenant)")))
                    .noneMatch(message -> message.contains("MR"));
        }

        List<String> landed = TestMillrace.query(
                directory.resolve("data"), "SELECT coalesce(id::VARCHAR, id_string) AS id FROM lake.s.t");
        assertThat(landed)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(id -> "{\"id\":\"" + id + "\"}").toList());
        assertThat(TestMillrace.query(
                        directory.resolve("data"), "SELECT sum(duplicates)::BIGINT AS n FROM system.monitoring.runs"))
                .containsExactly("{\"n\":" + (36_000 - expected.size()) + "}");
    }

    @Test
    void keepsRowsWithoutAKey() throws IOException, InterruptedException {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(
                inbox.resolve("a.json"),
                "{\"id\":1}\n{\"n\":1}\n{\"n\":2}\n{\"id\":1,\"n\":3}\n{\"id\":null,\"n\":4}\n");

        TestMillrace.runUntilCaughtUp(directory.resolve("data"), worksheet(inbox, "(id)"));

        assertThat(TestMillrace.query(directory.resolve("data"), "SELECT id, n FROM lake.s.t"))
                .containsExactlyInAnyOrder(
                        "{\"id\":1,\"n\":null}",
                        "{\"id\":null,\"n\":1}",
                        "{\"id\":null,\"n\":2}",
                        "{\"id\":null,\"n\":4}");
    }

    @Test
    void dropsRepeatsAmongReplayedRejects() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("a.json"), """
                {"id":1,"n":1}
                {"id":1,"n":20}
                {"id":2,"n":30}
                {"id":2,"n":40}
                {"id":3,"n":50}
                """);
        String sql = worksheet(inbox, "(id)")
                .replace("INTO lake.s.t;", "INTO lake.s.t WITH EXPECTATION small EXPECT n < 10 ON VIOLATION REJECT;");
        TestMillrace.runUntilCaughtUp(directory.resolve("data"), sql);
        TestMillrace.runUntilCaughtUp(
                directory.resolve("data"), "ALTER JOB load DROP EXPECTATION small; REPLAY REJECTS OF JOB load;");
        Files.writeString(inbox.resolve("b.json"), "{\"id\":3,\"n\":60}\n{\"id\":4,\"n\":70}\n");
        TestMillrace.runUntilCaughtUp(directory.resolve("data"), "");

        assertThat(TestMillrace.query(directory.resolve("data"), "SELECT id FROM lake.s.t"))
                .containsExactlyInAnyOrder("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4}");
        assertThat(TestMillrace.query(
                        directory.resolve("data"), "SELECT sum(duplicates)::BIGINT AS n FROM system.monitoring.runs"))
                .containsExactly("{\"n\":3}");
    }

    @Test
    void refusesASecondWriter() throws IOException {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        String second = worksheet(inbox, "(id)")
                + "CREATE JOB other CONTENT_TYPE = JSON AS COPY FROM FILES c SETTLE_TIME = 0 SECONDS INTO lake.s.t;";

        assertThatThrownBy(() -> TestMillrace.runUntilCaughtUp(directory.resolve("data"), second))
                .hasMessageContaining("DEDUPLICATE_WITH");
    }
}
