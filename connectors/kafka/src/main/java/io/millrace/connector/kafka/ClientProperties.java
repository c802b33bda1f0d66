package io.millrace.connector.kafka;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.Options;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The properties of the clients of one source.
 *
 * @param values for Kafka's consumer; the planning client takes those that it knows
 */
record ClientProperties(Map<String, Object> values) {
    private static final String TIMEOUT = ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG;

    /** Exactly once rests on these. */
    private static final Set<String> FIXED = Set.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    static ClientProperties of(Options connection, Options source) {
        Map<String, Object> values = new HashMap<>();
        values.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, KafkaOptions.hosts(connection));
        values.put(ConsumerConfig.CLIENT_ID_CONFIG, "millrace");
        values.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        values.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        values.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        values.put(TIMEOUT, 10_000);
        values.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        values.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        values.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        values.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        tune(values);
        values.putAll(security(connection));
        values.putAll(written(connection));
        values.putAll(written(source));
        return new ClientProperties(Map.copyOf(values));
    }

    /** For the client that plans. */
    Map<String, Object> admin() {
        Map<String, Object> admin = new HashMap<>(values);
        admin.keySet().retainAll(AdminClientConfig.configNames());
        // This client refuses a call that may end before one of its requests does.
        admin.put(
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(timeout().toMillis()));
        return admin;
    }

    /** How long a broker may be silent before the source counts as away. */
    Duration timeout() {
        try {
            return Duration.ofMillis(Long.parseLong(values.get(TIMEOUT).toString()));
        } catch (NumberFormatException e) {
            throw invalid(TIMEOUT, "expected milliseconds");
        }
    }

    /** Without the values, for there are passwords among them. */
    @Override
    public String toString() {
        return "properties of a client of " + hosts();
    }

    String hosts() {
        return values.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG).toString();
    }

    /**
     * Fetches large enough for throughput, and small enough that the collector, for which each is one array, need not copy
     * megabytes that live on; at most two of them are in memory for each reader and broker.
     */
    private static void tune(Map<String, Object> values) {
        values.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        values.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
        values.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4000);
        // What is read is known to be there; a fetch that waits for more would only hold up the next run.
        values.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
        values.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
    }

    private static Map<String, Object> security(Options connection) {
        boolean ssl = connection.get(KafkaOptions.SSL);
        boolean sasl = connection.find(KafkaOptions.SASL_USERNAME).isPresent();
        Map<String, Object> values = new HashMap<>();
        values.put("security.protocol", (sasl ? "SASL_" : "") + (ssl ? "SSL" : "PLAINTEXT"));
        if (sasl) {
            KafkaOptions.Mechanism mechanism =
                    connection.find(KafkaOptions.SASL_MECHANISM).orElse(KafkaOptions.Mechanism.PLAIN);
            String module = mechanism == KafkaOptions.Mechanism.PLAIN
                    ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                    : "org.apache.kafka.common.security.scram.ScramLoginModule";
            values.put("sasl.mechanism", mechanism.kafkaName());
            values.put(
                    "sasl.jaas.config",
                    module + " required username=" + quote(connection.get(KafkaOptions.SASL_USERNAME)) + " password="
                            + quote(connection.get(KafkaOptions.SASL_PASSWORD)) + ";");
        }
        return values;
    }

    private static Map<String, String> written(Options options) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(
                    options.find(KafkaOptions.CONSUMER_PROPERTIES).orElse("")));
        } catch (IOException | IllegalArgumentException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_OPTION_VALUE, "Cannot read option CONSUMER_PROPERTIES: " + e.getMessage(), e);
        }

        Map<String, String> written = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            check(name);
            written.put(name, properties.getProperty(name).strip());
        }
        return written;
    }

    private static void check(String name) {
        if (FIXED.contains(name)) {
            throw invalid(name, "it is fixed, for each message is read exactly once; remove it");
        }
        if (!ConsumerConfig.configNames().contains(name)) {
            Suggestions.nearest(name, ConsumerConfig.configNames()).ifPresent(nearest -> {
                throw invalid(name, "did you mean " + nearest);
            });
        }
    }

    private static MillraceException invalid(String name, String hint) {
        return new MillraceException(
                        ErrorCode.INVALID_OPTION_VALUE, "Cannot set property in option CONSUMER_PROPERTIES: " + name)
                .withHint(hint);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
