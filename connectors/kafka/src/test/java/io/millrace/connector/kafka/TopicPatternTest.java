package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPatternTest {
    private static final StartPoint BEGINNING = new StartPoint.Beginning();
    private static final RunLimit ALL = new RunLimit(1000, 1L << 30);

    private final String prefix = SharedBroker.newTopic(1) + ".";

    @Test
    void meansTopicsByTheirNames() {
        TopicNames names = TopicNames.of(List.of("eu.*", "shop-?", "eu.orders"));

        assertThat(names.exact()).containsExactly("eu.orders");
        assertThat(names.matches("eu.sales")).isTrue();
        assertThat(names.matches("shop-1")).isTrue();
        assertThat(names.matches("eu.orders")).as("it is named").isFalse();
        assertThat(names.matches("euxorders")).isFalse();
        assertThat(names.matches("shop-11")).isFalse();
        assertThat(TopicNames.of(List.of("*")).matches("__consumer_offsets")).isFalse();
        assertThat(TopicNames.of(List.of("__*")).matches("__consumer_offsets")).isTrue();
    }

    @Test
    void findsTopicsWhileRunning() {
        create("a", 2);
        try (Source source = open()) {
            source.validate();
            Drain first = Drain.all(source, source.start(BEGINNING));
            create("b", 3);

            Drain second = Drain.all(source, source.compact(first.position()));

            assertThat(first.payloads()).hasSize(2);
            assertThat(second.payloads()).hasSize(3).extracting(Payload::split).containsOnly(prefix + "b/0");
            assertThat(source.compact(second.position()).offsets().keySet())
                    .as("the new topic has its identity")
                    .anyMatch(name -> name.startsWith(prefix + "b@"));
        }
    }

    @Test
    void goesOnWithoutATopicThatWasDeleted() {
        create("a", 2);
        create("b", 3);
        try (Source source = open()) {
            Position position = Drain.all(source, source.start(BEGINNING)).position();
            delete("a");

            assertThat(source.next(position, ALL)).isEmpty();
            write("b", 1);
            assertThat(Drain.all(source, position).payloads()).hasSize(1);
            assertThat(source.renewed(position)).as("it may only be hidden").isEqualTo(position);
        }
    }

    @Test
    void readsATopicThatReplacesAnotherFromItsBeginning() {
        create("a", 5);
        try (Source source = open()) {
            Position position = Drain.all(source, source.start(BEGINNING)).position();
            Position end = source.end(new StartPoint.Now());
            delete("a");
            create("a", 3);

            assertThat(source.next(position, ALL)).isEmpty();
            assertThat(source.hasReached(position, end)).isFalse();
            Position renewed = source.renewed(position);

            assertThat(Drain.all(source, renewed).payloads()).hasSize(3);
        }
    }

    @Test
    void saysThatNothingMatches() {
        try (Source source = open()) {
            assertThatThrownBy(source::validate).hasMessage("Cannot find topic that matches: " + prefix + "*");
        }
    }

    private Source open() {
        return SharedBroker.open(SharedBroker.broker().bootstrap(), prefix + "*", Map.of());
    }

    private void create(String name, int messages) {
        SharedBroker.topics(topics -> topics.create(prefix + name, 1));
        write(name, messages);
    }

    private void write(String name, int messages) {
        SharedBroker.write(writer -> {
            for (int i = 0; i < messages; i++) {
                writer.send(prefix + name, 0, "{\"i\":" + i + "}");
            }
        });
    }

    private void delete(String name) {
        SharedBroker.topics(topics -> {
            topics.delete(prefix + name);
            await().until(() -> !topics.names().contains(prefix + name));
        });
    }
}
