package io.millrace.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.server.Running;
import io.millrace.server.TestBroker;
import io.millrace.spi.error.MillraceException;
import io.millrace.testing.KafkaWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replayed row is what it would have been had it not been rejected. */
class ReplayedRowsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private static void send(String topic, byte[] key, String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", "t-1".getBytes(UTF_8));
        headers.add("raw", new byte[] {(byte) 0xff, 0});
        try (KafkaWriter writer = TestBroker.broker().writer()) {
            writer.send(new ProducerRecord<>(topic, 0, 1_767_225_600_123L, key, value.getBytes(UTF_8), headers));
        }
    }

    private static void awaitRows(Running running, String sql, String... expected) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(MillraceException.class)
                .untilAsserted(() -> assertThat(running.query(sql)).containsExactlyInAnyOrder(expected));
    }

    private static String job(String name, String options, String rules) {
        return """
                CREATE TABLE lake.s.%s ();
                CREATE JOB %s CONTENT_TYPE = JSON COMMIT_INTERVAL = 200 MILLISECONDS %s
                AS COPY FROM KAFKA kafka TOPIC = '%%s' INTO lake.s.%s %s;
                """.formatted(name, name, options, name, rules);
    }

    private static String connection() {
        return "CREATE KAFKA CONNECTION kafka HOSTS = ('%s');"
                .formatted(TestBroker.broker().bootstrap());
    }

    @Test
    void hasAllColumnsAndKinds() {
        String topic = TestBroker.newTopic(1);
        String options = "INFER_TIMESTAMPS = TRUE EVENT_TIME = made::TIMESTAMPTZ"
                + " COLUMN_TRANSFORMATIONS = (day = made::DATE, made = NULL::VARCHAR, raw = encode(note))";
        send(topic, "key-1".getBytes(UTF_8), """
                {"id":1,"made":"2026-01-31T10:00:00.123456Z","price":10.50,"big":12345678901234567890123,"x":1.5,
                 "note":"a\\"b","kind":{"$timestamp":"none"},"list":[{"t":"2026-01-01T00:00:00Z"},null,{"u":[1,2]}]}""");
        send(
                topic,
                new byte[] {(byte) 0xfe},
                "{\"id\":2,\"made\":\"2026-02-01T10:00:00Z\",\"at\":\"2026-02-01T10:00:00\"}");
        String sql = connection()
                + (job("lax", options, "")
                                + job("strict", options, "WITH EXPECTATION none EXPECT id < 0 ON VIOLATION REJECT"))
                        .formatted(topic, topic);
        try (Running running = Running.start(data, sql)) {
            awaitRows(running, "SELECT id FROM lake.s.lax", "{\"id\":1}", "{\"id\":2}");
            awaitRows(running, "SELECT count(*) AS n FROM lake.s.strict__rejects", "{\"n\":2}");

            running.execute("ALTER JOB strict DROP EXPECTATION none");
            running.execute("REPLAY REJECTS OF JOB strict");

            awaitRows(running, "SELECT id FROM lake.s.strict", "{\"id\":1}", "{\"id\":2}");
            String columns =
                    "SELECT $topic AS tp, $partition AS p, $offset AS o, $key AS k, $key_bytes AS kb, $headers AS h,"
                            + " $kafka_timestamp AS kt, $event_time AS et, id, price, big, x, note,"
                            + " \"kind\", \"list\", \"at\", \"day\", \"raw\""
                            + " FROM lake.s.%s ORDER BY id";
            List<String> rows = running.query(columns.formatted("strict"));
            assertThat(rows).isEqualTo(running.query(columns.formatted("lax")));
            assertThat(rows.get(0)).contains("\"k\":\"key-1\"", "t-1", "2026-01-31T10:00:00.123456Z");
            String types =
                    "SELECT name, data_type FROM system.information_schema.columns WHERE \"table\" = '%s' ORDER BY name";
            assertThat(running.query(types.formatted("strict"))).isEqualTo(running.query(types.formatted("lax")));
            awaitRows(running, "SELECT count(*) AS n FROM lake.s.strict__rejects", "{\"n\":0}");
        }
    }

    @Test
    void hasKeyAndHeadersOfWhatCouldNotBeDecoded() {
        String topic = TestBroker.newTopic(1);
        send(topic, "key-1".getBytes(UTF_8), "{broken");
        try (Running running =
                Running.start(data, connection() + job("load", "", "").formatted(topic))) {
            awaitRows(running, "SELECT count(*) AS n FROM lake.s.load__rejects", "{\"n\":1}");

            running.execute("ALTER JOB load SET CONTENT_TYPE = SPLIT_LINES");
            running.execute("REPLAY REJECTS OF JOB load");

            awaitRows(
                    running,
                    "SELECT $offset AS o, $key AS k, len($headers) AS h, epoch_ms($kafka_timestamp) AS t FROM lake.s.load",
                    "{\"o\":0,\"k\":\"key-1\",\"h\":2,\"t\":1767225600123}");
        }
    }

    @Test
    void saysWhatCannotBeReplayedAndWritesNoSecret() {
        String topic = TestBroker.newTopic(1);
        send(topic, "secret-key".getBytes(UTF_8), "{\"secret\":\"secret-value");
        try (Running running = Running.start(
                data,
                connection() + job("load", "EXCLUDE_COLUMNS = ('secret')", "").formatted(topic))) {
            awaitRows(running, "SELECT count(*) AS n FROM lake.s.load__rejects", "{\"n\":1}");

            for (int i = 0; i < 2; i++) {
                running.execute("REPLAY REJECTS OF JOB load");
                int replayed = i + 1;
                awaitRows(
                        running,
                        "SELECT sum(rejects)::BIGINT AS open, sum(replayed)::BIGINT AS replayed FROM system.monitoring.rejects",
                        "{\"open\":1,\"replayed\":" + replayed + "}");
            }

            awaitRows(
                    running,
                    "SELECT payload, metadata, \"offset\" AS o, reason LIKE 'cannot be replayed: its payload was not kept; the"
                            + " payload is withheld%' AS told FROM lake.s.load__rejects",
                    "{\"payload\":null,\"metadata\":null,\"o\":0,\"told\":true}");
        }
    }
}
