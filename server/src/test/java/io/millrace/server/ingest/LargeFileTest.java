package io.millrace.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import io.millrace.server.s3.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One large file, read by several tasks of one run. */
class LargeFileTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int ROWS = 150_000;
    private static final int BROKEN_EVERY = 10_000;

    @TempDir
    private Path directory;

    @Test
    void aLargeFileLandsAsIfOneTaskHadReadIt() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("large.json"), content(0));
        Path pieces = directory.resolve("pieces");
        Path whole = directory.resolve("whole");
        assertThat(TestMillrace.runUntilCaughtUp(pieces, files(inbox, 1))).noneMatch(line -> line.contains("Cannot"));
        assertThat(TestMillrace.runUntilCaughtUp(whole, files(inbox, 0))).noneMatch(line -> line.contains("Cannot"));

        assertThat(dataFiles(pieces))
                .as("the task that goes ahead and two more")
                .hasSize(3);
        assertThat(dataFiles(whole)).hasSize(1);
        requireOnce(pieces, 1);
        for (String sql : List.of(
                "SELECT count(*) AS rows, count(DISTINCT n) AS n, sum(n) AS sum, sum(hash(n, text, pair)) AS hash,"
                        + " count(DISTINCT $row_number) AS numbers, min($row_number) AS first,"
                        + " max($file_size) AS size, max($file_name) AS name, max($compression) AS compression"
                        + " FROM lake.s.t",
                "SELECT code, reason, split, \"offset\", coordinates, payload::VARCHAR AS payload, _event_time"
                        + " FROM lake.s.t__rejects ORDER BY payload",
                "SELECT name, data_type FROM system.information_schema.columns ORDER BY ALL")) {
            assertThat(TestMillrace.query(pieces, sql)).isEqualTo(TestMillrace.query(whole, sql));
        }
        String order = "SELECT list(n ORDER BY $row_number) = list(n ORDER BY n) AS ordered FROM lake.s.t";
        assertThat(TestMillrace.query(pieces, order)).containsExactly("{\"ordered\":true}");
    }

    @Test
    void aLargeObjectIsReadBySeveralTasks() throws Exception {
        Store store = Store.create();
        store.put("large.json", content(0));
        String sql = store.connection() + worksheet("S3 store LOCATION = '%s' PIECE_MIB = 1".formatted(store.inbox()));
        assertThat(TestMillrace.runUntilCaughtUp(directory, sql)).noneMatch(line -> line.contains("Cannot"));
        assertThat(dataFiles(directory)).hasSize(3);
        requireOnce(directory, 1);
    }

    @Test
    void killedInTheMiddleAndResumed() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        String as = "-Dmillrace.seed=" + seed;
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Path data = directory.resolve("data");
        Path sql = Files.writeString(directory.resolve("worksheet.sql"), files(inbox, 1));
        int files = 0;
        for (int kill = 0; kill < 4; kill++) {
            if (kill % 2 == 0) {
                Files.writeString(inbox.resolve("large-" + files + ".tmp"), content(files));
                Files.move(inbox.resolve("large-" + files + ".tmp"), inbox.resolve("large-" + files + ".json"));
                files++;
            }
            int before = dataFiles(data).size();
            try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.CONTINUOUS, 2)) {
                await().atMost(TIMEOUT)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> dataFiles(data).size() > before || !child.running());
                assertThat(child.killAfter(Duration.ofMillis(random.nextInt(400))))
                        .as("%s: the process runs until it is killed: %s", as, child.output())
                        .isTrue();
            }
        }
        try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.UNTIL_CAUGHT_UP, 2)) {
            assertThat(child.await(TIMEOUT)).as("%s: %s", as, child.output()).isZero();
        }
        requireOnce(data, files);
    }

    private static void requireOnce(Path data, int files) {
        int broken = ROWS / BROKEN_EVERY;
        assertThat(TestMillrace.query(data, "SELECT count(*) AS rows, count(DISTINCT n) AS n FROM lake.s.t"))
                .containsExactly("{\"rows\":%1$d,\"n\":%1$d}".formatted((ROWS - broken) * files));
        assertThat(TestMillrace.query(
                        data,
                        "SELECT count(*) AS rows, count(DISTINCT payload) AS payloads, count(DISTINCT coordinates) AS"
                                + " files FROM lake.s.t__rejects"))
                .containsExactly("{\"rows\":%1$d,\"payloads\":%1$d,\"files\":%2$d}".formatted(broken * files, files));
    }

    private static String files(Path inbox, int pieceMib) {
        return "CREATE FILES CONNECTION c PATH = '" + inbox + "';\n"
                + worksheet("FILES c SETTLE_TIME = 0 SECONDS PIECE_MIB = " + pieceMib);
    }

    private static String worksheet(String from) {
        return """
                CREATE TABLE lake.s.t ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM %s INTO lake.s.t;
                """.formatted(from);
    }

    /** About 10 MB of records, some broken, of which later ones have more fields. */
    private static String content(int file) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            int n = file * ROWS + i;
            text.append("{\"n\":").append(n);
            if (i % BROKEN_EVERY == 77) {
                text.append(",\"open\":[\n");
                continue;
            }
            text.append(",\"text\":\"} { ").append(n % 101).append(" some text to fill the line\"");
            if (i > ROWS / 2) {
                text.append(",\"pair\":{\"x\":").append(n % 7).append("}");
            }
            text.append(i % 13 == 0 && i > 100_000 ? ",\"late\":true}\n" : "}\n");
        }
        return text.toString();
    }

    private static List<Path> dataFiles(Path data) {
        Path table = data.resolve("warehouse");
        if (!Files.exists(table)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !file.toString().contains("__rejects"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
