package io.millrace.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.jobs.loop.JobState;
import io.millrace.server.Running;
import io.millrace.server.TestBroker;
import io.millrace.server.TestMillrace;
import io.millrace.spi.error.MillraceException;
import io.millrace.testing.KafkaTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job over all topics of a pattern, which come and go while it runs. */
class KafkaPatternTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    @Test
    void topicsThatComeAndGoWhileTheJobRuns() throws Exception {
        String prefix = "shop-" + data.getFileName();
        try (KafkaTopics topics = TestBroker.broker().topics()) {
            topics.create(prefix + ".a", 2);
            TestBroker.write(prefix + ".a", 0, "{\"n\":1}");
            try (Running running = Running.start(data, worksheet(prefix))) {
                awaitRows(running, "a 1");

                topics.create(prefix + ".b", 1);
                topics.create("other-" + data.getFileName(), 1);
                TestBroker.write("other-" + data.getFileName(), 0, "{\"n\":-1}");
                TestBroker.write(prefix + ".b", 0, "{\"n\":2}", "{broken");
                awaitRows(running, "a 1", "b 2");

                topics.delete(prefix + ".a");
                await().atMost(TIMEOUT).until(() -> !topics.names().contains(prefix + ".a"));
                TestBroker.write(prefix + ".b", 0, "{\"n\":3}");
                awaitRows(running, "a 1", "b 2", "b 3");

                topics.create(prefix + ".a", 1);
                TestBroker.write(prefix + ".a", 0, "{\"n\":4}");
                awaitRows(running, "a 1", "b 2", "b 3", "a 4");
                await().atMost(TIMEOUT).until(() -> running.status("load").state() == JobState.RUNNING);
                assertThat(running.status("load").error()).isEmpty();
            }
            TestBroker.write(prefix + ".a", 0, "{\"n\":5}");
            assertThat(TestMillrace.runUntilCaughtUp(data, "")).noneMatch(line -> line.startsWith("MR"));
            assertThat(TestMillrace.query(data, "SELECT n FROM lake.k.events ORDER BY n"))
                    .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":5}");
            assertThat(TestMillrace.query(data, "SELECT count(*) AS n FROM lake.k.events__rejects"))
                    .containsExactly("{\"n\":1}");
        }
    }

    private static void awaitRows(Running running, String... expected) {
        await().atMost(TIMEOUT)
                .ignoreExceptionsInstanceOf(MillraceException.class)
                .untilAsserted(() -> assertThat(rows(running)).containsExactlyInAnyOrder(expected));
    }

    private static List<String> rows(Running running) {
        return running.query("SELECT $topic[-1:] || ' ' || n AS row FROM lake.k.events").stream()
                .map(row -> row.substring("{\"row\":\"".length(), row.length() - 2))
                .toList();
    }

    private static String worksheet(String prefix) {
        return """
                CREATE KAFKA CONNECTION kafka HOSTS = ('%s')
                  CONSUMER_PROPERTIES = 'default.api.timeout.ms = 3000';
                CREATE TABLE lake.k.events ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM KAFKA kafka TOPIC = '%s.*' INTO lake.k.events;
                """.formatted(TestBroker.broker().bootstrap(), prefix);
    }
}
