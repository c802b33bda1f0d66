package io.millrace.connector.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EventTimes TIMES =
            EventTimes.of(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMillis(100));

    private final EventBuffer event = new EventBuffer();

    @Test
    void writesOrders() throws JsonProcessingException {
        OrdersTemplate orders = new OrdersTemplate(1, TIMES, 0);
        Set<String> types = new HashSet<>();
        int zeros = 0;
        for (int i = 0; i < 2000; i++) {
            orders.write(2, i, event);
            JsonNode order = JSON.readTree(event.toString());
            types.add(order.get("ordertype").textValue());
            zeros += order.get("nettotal").doubleValue() == 0 ? 1 : 0;
            assertThat(order.get("orderid").textValue()).isEqualTo("o-2-" + i);
            assertThat(Instant.parse(order.get("orderdate").textValue()))
                    .isEqualTo(Instant.parse("2026-01-01T00:00:00Z").plusMillis(100L * i));
            assertThat(order.get("customer").get("address").get("state").textValue())
                    .hasSize(2);
            assertThat(order.get("customer").has("loyalty")).isEqualTo(i >= OrdersTemplate.LOYALTY_AFTER);
            assertThat(order.get("items").size()).isBetween(1, 4);
            assertThat(order.get("items").get(0).get("unitprice").isNumber()).isTrue();
        }
        assertThat(types).contains("SHIPPED", "shipped", "Shipped");
        assertThat(zeros).isBetween(50, 150);
    }

    @Test
    void writesDirtAsItSays() throws JsonProcessingException {
        OrdersTemplate orders = new OrdersTemplate(1, TIMES, 0.4);
        Map<Dirt, Integer> counts = new EnumMap<>(Dirt.class);
        long first = OrdersTemplate.TEXT_AFTER;
        for (long i = first; i < first + 4000; i++) {
            Dirt dirt = orders.dirt(0, i);
            counts.merge(dirt, 1, Integer::sum);
            orders.write(0, i, event);
            String text = event.toString();
            if (dirt == Dirt.TRUNCATED) {
                assertThatThrownBy(() -> JSON.readTree(text)).isInstanceOf(JsonProcessingException.class);
            } else {
                JsonNode order = JSON.readTree(text);
                Instant time = Instant.parse(order.get("orderdate").textValue());
                long late = Duration.between(time, Instant.ofEpochMilli(TIMES.at(i) / 1000))
                        .toHours();
                assertThat(late > 0).isEqualTo(dirt == Dirt.LATE);
                assertThat(order.get("nettotal").isTextual()).isEqualTo(dirt == Dirt.TEXT_FOR_NUMBER);
            }
        }
        assertThat(counts.get(Dirt.NONE)).isBetween(2300, 2500);
        assertThat(counts.get(Dirt.LATE)).isBetween(700, 900);
        assertThat(counts.get(Dirt.TRUNCATED)).isBetween(320, 480);
        assertThat(counts.get(Dirt.TEXT_FOR_NUMBER)).isBetween(320, 480);
    }

    @Test
    void changesTheTypeOfTheTotalOnlyAfterAWhile() {
        OrdersTemplate orders = new OrdersTemplate(1, TIMES, 1);
        for (long i = 0; i < OrdersTemplate.TEXT_AFTER; i++) {
            assertThat(orders.dirt(0, i)).isNotEqualTo(Dirt.TEXT_FOR_NUMBER);
        }
    }

    @Test
    void writesClicksOfTheSizeThatBenchmarksExpect() throws JsonProcessingException {
        ClickstreamTemplate clicks = new ClickstreamTemplate(1, TIMES);
        long bytes = 0;
        int referrers = 0;
        Set<String> leaves = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            clicks.write(1, i, event);
            bytes += event.length();
            JsonNode click = JSON.readTree(event.toString());
            assertThat(click.get("partition").intValue()).isEqualTo(1);
            assertThat(click.get("seq").intValue()).isEqualTo(i);
            referrers += click.has("referrer") ? 1 : 0;
            collect("", click, leaves);
        }
        assertThat(bytes / 10_000).isBetween(500L, 540L);
        assertThat(referrers).isBetween(5800, 6200);
        assertThat(leaves).hasSize(22);
    }

    @Property
    void writesTheSameWhateverCameBefore(
            @ForAll @LongRange(min = 0, max = 1L << 50) long one, @ForAll @LongRange(min = 0) long other) {
        OrdersTemplate orders = new OrdersTemplate(9, TIMES, 0.5);
        orders.write(0, one, event);
        String first = event.toString();
        orders.write(3, other % (1L << 50), event);
        orders.write(0, one, event);

        assertThat(event.toString()).isEqualTo(first);
    }

    private static void collect(String path, JsonNode node, Set<String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray()) {
            node.forEach(element -> collect(path + "[]", element, leaves));
        } else {
            leaves.add(path);
        }
    }
}
