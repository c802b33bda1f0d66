package io.millrace.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.server.child.ChildMillrace;
import io.millrace.testing.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is posted to, killed again and again. Its options are those of {@link KafkaCrashTest}. */
class HttpCrashTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void everyAcknowledgedRecordExactlyOnce() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        int kills = Integer.getInteger("millrace.kills", 4);
        String as = "-Dmillrace.seed=" + seed + " -Dmillrace.kills=" + kills;
        System.out.println("crash test: " + as);
        Random random = new Random(seed);
        int port = Ports.free(1).get(0);
        Path data = directory.resolve("data");
        Path sql = Files.writeString(directory.resolve("worksheet.sql"), worksheet(port));
        try (PostingClients clients = new PostingClients(port, 8)) {
            clients.start();
            for (int i = 0; i < kills; i++) {
                try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.CONTINUOUS, 2)) {
                    assertThat(child.killAfter(Duration.ofMillis(2500 + random.nextInt(3000))))
                            .as("%s: the process runs until it is killed: %s", as, child.output())
                            .isTrue();
                }
            }
            try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.CONTINUOUS, 2)) {
                clients.finish();
                assertThat(child.running()).as(child.output()).isTrue();
            }
            try (ChildMillrace child = ChildMillrace.start(data, sql, RunMode.UNTIL_CAUGHT_UP, 2)) {
                assertThat(child.await(TIMEOUT))
                        .as("%s: %s", as, child.output())
                        .isZero();
            }
            verify(as, TestMillrace.query(data, "SELECT id FROM lake.h.orders"), clients);
        }
    }

    private static void verify(String as, List<String> rows, PostingClients clients) {
        List<String> loaded = rows.stream()
                .map(row -> row.substring("{\"id\":\"".length(), row.length() - "\"}".length()))
                .toList();
        List<String> acknowledged = clients.acknowledged();
        Set<String> unknown = Set.copyOf(clients.unknown());
        System.out.println(
                acknowledged.size() + " acknowledged, " + unknown.size() + " not, " + loaded.size() + " loaded");
        assertThat(acknowledged).as(as).hasSizeGreaterThan(100);
        assertThat(unknown).as(as).isNotEmpty();
        assertThat(loaded).as(as).doesNotHaveDuplicates();
        ExactlyOnce.verify(
                as, loaded.stream().filter(id -> !unknown.contains(id)).toList(), acknowledged);
    }

    private static String worksheet(int port) {
        return """
                CREATE HTTP CONNECTION hook PORT = %d;
                CREATE TABLE lake.h.orders ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM HTTP hook STREAM = 'orders' INTO lake.h.orders;
                """.formatted(port);
    }
}
