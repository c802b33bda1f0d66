package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaOptionsTest {
    @Test
    void joinsHosts() {
        assertThat(KafkaOptions.hosts(options(Map.of("HOST", "a:1, b:2")))).isEqualTo("a:1,b:2");
        assertThatThrownBy(() -> KafkaOptions.hosts(Options.NONE))
                .hasMessage("Cannot use KAFKA connection without option: HOSTS");
        assertThatThrownBy(() -> KafkaOptions.hosts(options(Map.of("HOSTS", "broker"))))
                .hasMessage("Cannot set option HOSTS: 'broker'");
    }

    @Test
    void listsTopics() {
        assertThat(KafkaOptions.topics(options(Map.of("TOPIC", "b,a")))).isEqualTo(TopicNames.of(List.of("a", "b")));
        assertThatThrownBy(() -> KafkaOptions.topics(options(Map.of("TOPIC", "orders(1)"))))
                .hasMessage("Cannot set option TOPIC: 'orders(1)'");
    }

    @Test
    void letsPropertiesWin() {
        Options connection = options(Map.of("HOSTS", "a:1", "CONSUMER_PROPERTIES", "client.id = x\nclient.rack=r"));
        Options source = options(Map.of("CONSUMER_PROPERTIES", "client.id: y"));

        Map<String, Object> values = ClientProperties.of(connection, source).values();

        assertThat(values).containsEntry("client.id", "y").containsEntry("client.rack", "r");
        assertThat(values).containsEntry("isolation.level", "read_committed");
    }

    @Test
    void refusesPropertiesThatWouldLoseOrRepeatMessages() {
        assertThatThrownBy(() -> properties("isolation.level = read_uncommitted"))
                .hasMessageContaining("isolation.level");
        assertThatThrownBy(() -> properties("fetch.max.byte = 1"))
                .satisfies(error ->
                        assertThat(((MillraceException) error).hint()).contains("did you mean fetch.max.bytes"));
    }

    @Test
    void logsInWithAPassword() {
        Map<String, Object> values = ClientProperties.of(
                        options(Map.of("HOSTS", "a:1", "SASL_USERNAME", "u", "SASL_PASSWORD", "p\"q")), Options.NONE)
                .values();

        assertThat(values)
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "PLAIN");
        assertThat(values.get("sasl.jaas.config").toString()).contains("password=\"p\\\"q\"");
    }

    private static void properties(String text) {
        ClientProperties.of(options(Map.of("HOSTS", "a:1", "CONSUMER_PROPERTIES", text)), Options.NONE);
    }

    private static Options options(Map<String, String> texts) {
        Map<String, OptionValue> values = new HashMap<>();
        texts.forEach((name, text) -> values.put(name, new OptionValue.Text(text)));
        return new Options(values);
    }
}
