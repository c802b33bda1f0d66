package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.OptionValue.Flag;
import io.millrace.spi.option.OptionValue.Text;
import io.millrace.spi.option.OptionValue.Word;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Source;
import io.millrace.testing.KafkaBroker;
import io.millrace.testing.KafkaSecurity;
import io.millrace.testing.KafkaTopics;
import io.millrace.testing.KafkaWriter;
import io.millrace.testing.source.Drain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSecurityTest {
    private static final String PASSWORD = "pa\"ss\\word";

    @TempDir
    private static Path directory;

    private static KafkaSecurity security;
    private static KafkaBroker broker;

    @BeforeAll
    static void start() {
        security = KafkaSecurity.create(directory);
        broker = KafkaBroker.start(directory.resolve("kafka"), security.broker("plain", "plain-secret"));
        KafkaSecurity.addScramUser(broker, "scram", PASSWORD);
        try (KafkaTopics topics = broker.topics()) {
            topics.create("orders", 2);
        }
        try (KafkaWriter writer = broker.writer()) {
            writer.send("orders", 0, "a");
            writer.send("orders", 1, "b");
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void logsInWithPlain() {
        Map<String, OptionValue> login =
                Map.of("SASL_USERNAME", new Text("plain"), "SASL_PASSWORD", new Text("plain-secret"));

        assertReadsAll(security.sasl(), login);
    }

    @Test
    void logsInWithScram() {
        await().untilAsserted(() -> assertReadsAll(security.sasl(), scram(PASSWORD)));
    }

    @Test
    void encrypts() {
        assertReadsAll(security.ssl(), trusting(Map.of()));
    }

    @Test
    void logsInOverAnEncryptedConnection() {
        await().untilAsserted(() -> assertReadsAll(security.saslSsl(), trusting(scram(PASSWORD))));
    }

    @Test
    void takesTheWholeLoginFromProperties() {
        String properties = "security.protocol = SASL_PLAINTEXT\nsasl.mechanism = PLAIN\nsasl.jaas.config ="
                + " org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"plain\" password=\"plain-secret\";";

        assertReadsAll(security.sasl(), Map.of("CONSUMER_PROPERTIES", new Text(properties)));
    }

    @Test
    void saysThatALoginWasRefusedAndNotWithWhat() {
        assertRefused(security.sasl(), scram("not-the-secret"), "not-the-secret");
    }

    @Test
    void refusesACertificateThatItDoesNotKnow() {
        assertRefused(security.ssl(), Map.of("SSL", new Flag(true)), "store-secret");
    }

    @Test
    void printsNoPassword() {
        Options connection = options(security.saslSsl(), trusting(scram("a-secret")));

        assertThat(ClientProperties.of(connection, Options.NONE).toString()).doesNotContain("a-secret");
    }

    private static void assertRefused(int port, Map<String, OptionValue> more, String secret) {
        try (Source source = open(port, more)) {
            assertThatThrownBy(source::validate).isInstanceOfSatisfying(MillraceException.class, error -> {
                StringWriter all = new StringWriter();
                error.printStackTrace(new PrintWriter(all));
                assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_ACCESS_DENIED);
                assertThat(error.describe() + all).doesNotContain(secret);
            });
        }
    }

    private static void assertReadsAll(int port, Map<String, OptionValue> more) {
        try (Source source = open(port, more)) {
            source.validate();
            assertThat(Drain.all(source, source.start(new StartPoint.Beginning()))
                            .payloads())
                    .hasSize(2);
        }
    }

    private static Map<String, OptionValue> scram(String password) {
        return Map.of(
                "SASL_MECHANISM",
                new Word("SCRAM_SHA_512"),
                "SASL_USERNAME",
                new Text("scram"),
                "SASL_PASSWORD",
                new Text(password));
    }

    private static Map<String, OptionValue> trusting(Map<String, OptionValue> more) {
        Map<String, OptionValue> options = new HashMap<>(more);
        options.put("SSL", new Flag(true));
        options.put(
                "CONSUMER_PROPERTIES",
                new Text("ssl.truststore.type = PEM\nssl.truststore.location = " + security.certificate()));
        return options;
    }

    private static Source open(int port, Map<String, OptionValue> more) {
        Options source = new Options(Map.of("TOPIC", new Text("orders")));
        return new KafkaConnector(InstantSource.system()).open(options(port, more), source);
    }

    private static Options options(int port, Map<String, OptionValue> more) {
        Map<String, OptionValue> options = new HashMap<>(more);
        options.put("HOSTS", new Text("127.0.0.1:" + port));
        return new Options(options);
    }
}
