package io.millrace.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.RunMode;
import io.millrace.server.TestKinesis;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that loads a stream, killed again and again while the stream grows and its shards are split. Its options are
 * those of {@link KafkaCrashTest}.
 */
class KinesisCrashTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void everyRecordExactlyOnce() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        int kills = Integer.getInteger("millrace.kills", 5);
        String as = "-Dmillrace.seed=" + seed + " -Dmillrace.kills=" + kills;
        System.out.println("crash test: " + as);
        Random random = new Random(seed);
        String stream = TestKinesis.newStream(2);
        Path data = directory.resolve("data");
        Path sql = Files.writeString(directory.resolve("worksheet.sql"), worksheet(stream));
        try (NumberStream numbers = new NumberStream(stream)) {
            numbers.start(60, 150);
            for (int i = 0; i < kills; i++) {
                try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.CONTINUOUS, 2)) {
                    assertThat(child.killAfter(Duration.ofMillis(2500 + random.nextInt(4000))))
                            .as("%s: the process runs until it is killed: %s", as, child.output())
                            .isTrue();
                }
            }
            numbers.stop();
            try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.UNTIL_CAUGHT_UP, 2)) {
                assertThat(child.await(TIMEOUT))
                        .as("%s: %s", as, child.output())
                        .isZero();
            }
            assertThat(numbers.rows()).as(as).hasSizeGreaterThan(1000);
            List<String> runs = TestMillrace.query(data, "SELECT runs FROM system.monitoring.jobs");
            System.out.println(numbers.rows().size() + " rows in " + runs);
            verify(as + ", rows", data, "SELECT n::VARCHAR AS row FROM lake.k.numbers", numbers.rows());
            verify(
                    as + ", rejects",
                    data,
                    "SELECT decode(payload) AS row FROM lake.k.numbers__rejects",
                    numbers.rejects());
        }
    }

    private static void verify(String as, Path data, String sql, List<String> expected) {
        List<String> rows = TestMillrace.query(data, sql).stream()
                .map(row -> row.substring("{\"row\":\"".length(), row.length() - "\"}".length()))
                .map(row -> row.replace("\\\"", "\""))
                .toList();
        ExactlyOnce.verify(as, rows, expected);
    }

    private static String worksheet(String stream) {
        return """
                CREATE KINESIS CONNECTION kinesis ENDPOINT = '%s'
                  AWS_ACCESS_KEY_ID = 'test' AWS_SECRET_ACCESS_KEY = 'test';
                CREATE TABLE lake.k.numbers ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM KINESIS kinesis STREAM = '%s' INTO lake.k.numbers;
                """.formatted(TestKinesis.endpoint(), stream);
    }
}
