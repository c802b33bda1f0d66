package io.millrace.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.jobs.loop.JobState;
import io.millrace.server.Running;
import io.millrace.server.TestBroker;
import io.millrace.server.TestMillrace;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.testing.KafkaBroker;
import io.millrace.testing.KafkaTopics;
import io.millrace.testing.KafkaWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka may do to a job, through the whole path. */
class KafkaFaultsTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @TempDir
    private Path data;

    @Test
    void aTopicWithoutData() throws Exception {
        String topic = TestBroker.newTopic(2);
        assertThat(run(topic, "")).noneMatch(line -> line.startsWith("MR"));
        assertThat(TestMillrace.query(data, "SELECT state, runs FROM system.monitoring.jobs"))
                .containsExactly("{\"state\":\"COMPLETED\",\"runs\":0}");
        TestBroker.write(topic, 1, events(0, 3));
        assertThat(run(topic, "")).noneMatch(line -> line.startsWith("MR"));
        assertThat(rows()).containsExactlyElementsOf(numbers(0, 3));
    }

    @Test
    void aTopicThatIsMissing() {
        assertThatThrownBy(() -> run("no-such-topic", "")).isInstanceOfSatisfying(MillraceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
            assertThat(e.describe()).contains("no-such-topic", "SKIP_VALIDATIONS");
        });
        assertThat(TestMillrace.query(data, "SELECT name FROM system.monitoring.jobs"))
                .isEmpty();
    }

    @Test
    void aTopicThatComesLater() {
        String topic = "late-" + data.getFileName();
        try (Running running = Running.start(data, worksheet(hosts(), topic, "SKIP_VALIDATIONS = ('MISSING_TOPIC')"));
                KafkaTopics topics = TestBroker.broker().topics()) {
            topics.create(topic, 1);
            TestBroker.write(topic, 0, events(0, 5));
            await().atMost(TIMEOUT).until(() -> rows(running).equals(numbers(0, 5)));
        }
    }

    @Test
    void partitionsThatAreAdded() {
        String topic = TestBroker.newTopic(1);
        TestBroker.write(topic, 0, events(0, 5));
        try (Running running = Running.start(data, worksheet(hosts(), topic, ""));
                KafkaTopics topics = TestBroker.broker().topics()) {
            await().atMost(TIMEOUT).until(() -> rows(running).equals(numbers(0, 5)));
            topics.addPartitions(topic, 3);
            TestBroker.write(topic, 2, events(5, 10));
            TestBroker.write(topic, 0, events(10, 15));
            await().atMost(TIMEOUT).until(() -> rows(running).equals(numbers(0, 15)));
        }
    }

    @Test
    void nowStaysWhatItWasWhenTheJobBegan() throws Exception {
        String topic = TestBroker.newTopic(1);
        TestBroker.write(topic, 0, events(0, 5));
        String sql = worksheet(hosts(), topic, "").replace("CONTENT_TYPE", "START_FROM = NOW CONTENT_TYPE");
        try (Running running = Running.start(data, sql)) {
            await().atMost(TIMEOUT).until(() -> running.status("load").runs() == 1);
        }
        TestBroker.write(topic, 0, events(5, 10));
        assertThat(TestMillrace.runUntilCaughtUp(data, sql)).noneMatch(line -> line.startsWith("MR"));
        assertThat(rows()).isEqualTo(numbers(5, 10));
    }

    @Test
    void aRangeThatExpired() throws Exception {
        String topic = TestBroker.newTopic(1);
        TestBroker.write(topic, 0, events(0, 10));
        run(topic, "");
        TestBroker.write(topic, 0, events(10, 20));
        try (KafkaTopics topics = TestBroker.broker().topics()) {
            topics.deleteRecords(topic, 0, 15);
        }

        assertThat(run(topic, ""))
                .last()
                .asString()
                .startsWith("MR3004: Cannot go on after position: " + topic + "/0 is to be read from offset 10,"
                        + " the oldest kept is 15: 5 offsets are lost")
                .contains("ON_POSITION_LOST = CONTINUE");
        assertThat(rows()).isEqualTo(numbers(0, 10));

        goOn();
        assertThat(rows())
                .isEqualTo(IntStream.range(0, 20)
                        .filter(n -> n < 10 || n >= 15)
                        .boxed()
                        .toList());
    }

    @Test
    void aTopicThatIsDeletedAndCreatedAgain() throws Exception {
        String topic = TestBroker.newTopic(1);
        TestBroker.write(topic, 0, events(0, 10));
        TestBroker.write(topic, 0, "{broken 1", "{broken 2");
        run(topic, "");
        try (KafkaTopics topics = TestBroker.broker().topics()) {
            topics.delete(topic);
            await().atMost(TIMEOUT).until(() -> !topics.names().contains(topic));
            topics.create(topic, 1);
        }
        TestBroker.write(topic, 0, "{broken 3");
        TestBroker.write(topic, 0, events(10, 13));

        assertThat(run(topic, "")).last().asString().contains("MR3004", "deleted and created again");
        goOn();
        goOn();
        assertThat(rows()).isEqualTo(numbers(0, 13));
        assertThat(TestMillrace.query(data, "SELECT decode(payload) AS p FROM lake.k.events__rejects ORDER BY p"))
                .containsExactly("{\"p\":\"{broken 1\"}", "{\"p\":\"{broken 2\"}", "{\"p\":\"{broken 3\"}");
    }

    @Test
    void transactionsThatAreAborted() throws Exception {
        String topic = TestBroker.newTopic(1);
        try (KafkaWriter writer = KafkaWriter.transactional(hosts(), topic)) {
            for (int i = 0; i < 4; i++) {
                writer.begin();
                for (String event : events(i * 5, i * 5 + 5)) {
                    writer.send(topic, 0, event);
                }
                if (i % 2 == 0) {
                    writer.commit();
                } else {
                    writer.abort();
                }
            }
        }
        assertThat(run(topic, "")).noneMatch(line -> line.startsWith("MR"));
        assertThat(rows())
                .isEqualTo(IntStream.range(0, 20)
                        .filter(n -> n / 5 % 2 == 0)
                        .boxed()
                        .toList());
    }

    @Test
    void aBrokerThatRestarts(@TempDir Path directory) {
        try (KafkaBroker broker = KafkaBroker.start(directory)) {
            try (KafkaTopics topics = broker.topics()) {
                topics.create("events", 2);
            }
            write(broker, 0, 50);
            try (Running running = Running.start(data, worksheet(broker.bootstrap(), "events", ""))) {
                await().atMost(TIMEOUT).until(() -> rows(running).equals(numbers(0, 50)));
                broker.stop();
                await().atMost(TIMEOUT).until(() -> running.status("load").state() == JobState.RETRYING);
                assertThat(running.status("load").error()).isPresent();
                broker.start();
                write(broker, 50, 100);
                await().atMost(TIMEOUT).until(() -> rows(running).equals(numbers(0, 100)));
                await().atMost(TIMEOUT).until(() -> running.status("load").state() == JobState.RUNNING);
                assertThat(running.status("load").error()).isEmpty();
            }
        }
    }

    private static void write(KafkaBroker broker, int from, int to) {
        try (KafkaWriter writer = broker.writer()) {
            for (int n = from; n < to; n++) {
                writer.send("events", n % 2, "{\"n\":" + n + "}");
            }
        }
    }

    /** Lets the job go on behind what is lost, until it has caught up. */
    private void goOn() throws Exception {
        assertThat(TestMillrace.runUntilCaughtUp(data, "ALTER JOB load SET ON_POSITION_LOST = CONTINUE;"))
                .noneMatch(line -> line.startsWith("MR"));
    }

    private List<String> run(String topic, String sourceOptions) throws InterruptedException {
        return TestMillrace.runUntilCaughtUp(data, worksheet(hosts(), topic, sourceOptions));
    }

    private List<Integer> rows() {
        return numbers(TestMillrace.query(data, "SELECT n FROM lake.k.events ORDER BY n"));
    }

    private static List<Integer> rows(Running running) {
        try {
            return numbers(running.query("SELECT n FROM lake.k.events ORDER BY n"));
        } catch (MillraceException e) {
            return List.of();
        }
    }

    private static List<Integer> numbers(List<String> rows) {
        return rows.stream()
                .map(row -> Integer.valueOf(row.replaceAll("\\D", "")))
                .toList();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static String[] events(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "{\"n\":" + n + "}").toArray(String[]::new);
    }

    private static String hosts() {
        return TestBroker.broker().bootstrap();
    }

    private static String worksheet(String hosts, String topic, String sourceOptions) {
        return """
                CREATE KAFKA CONNECTION kafka HOSTS = ('%s')
                  CONSUMER_PROPERTIES = 'default.api.timeout.ms = 3000';
                CREATE TABLE lake.k.events ();
                CREATE JOB load CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS
                AS COPY FROM KAFKA kafka TOPIC = '%s' %s INTO lake.k.events;
                """.formatted(hosts, topic, sourceOptions);
    }
}
