package io.millrace.connector.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.spi.error.MillraceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTemplateTest {
    private static final int EVENTS = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EventTimes TIMES =
            EventTimes.of(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMillis(100));

    private final EventBuffer event = new EventBuffer();

    @Test
    void writesTextAsItStandsAroundWhatIsDrawn() {
        assertThat(write("größe {{partition}}/{{sequence}} at {{time}} = {{time_millis}}", 3, 20))
                .isEqualTo("größe 3/20 at 2026-01-01T00:00:02.000Z = 1767225602000");
    }

    @Test
    void writesNestedJson() throws JsonProcessingException {
        String text = "{\"id\":{{sequence}},\"user\":{\"name\":\"{{first_name}}\",\"city\":\"{{city}}\"},"
                + "\"items\":[{{repeat(0, 3)}}{\"sku\":\"{{hex(6)}}\",\"price\":{{uniform(0.99, 99.99)}}}{{end}}]"
                + "{{maybe(0.25)}},\"referrer\":\"{{pick(web, app)}}\"{{end}}}";
        TextTemplate template = new TextTemplate(text, 7, TIMES, 0);
        Map<Integer, Integer> items = new HashMap<>();
        int referrers = 0;
        for (int i = 0; i < EVENTS; i++) {
            template.write(0, i, event);
            JsonNode json = JSON.readTree(event.toString());
            items.merge(json.get("items").size(), 1, Integer::sum);
            referrers += json.has("referrer") ? 1 : 0;
            for (JsonNode item : json.get("items")) {
                assertThat(item.get("sku").textValue()).matches("[0-9a-f]{6}");
                assertThat(item.get("price").doubleValue()).isBetween(0.99, 99.99);
            }
        }
        assertThat(items.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(items.values())
                .allSatisfy(count -> assertThat((double) count).isCloseTo(5000, within(300.0)));
        assertThat((double) referrers).isCloseTo(5000, within(300.0));
    }

    @Test
    void drawsFromTheDistributionsThatItNames() {
        double[] uniform = numbers("{{uniform(-10, 10)}}");
        assertThat(mean(uniform)).isCloseTo(0, within(0.3));
        assertThat(DoubleStream.of(uniform).distinct().count()).isEqualTo(21);

        double[] normal = numbers("{{normal(50.00, 12)}}");
        assertThat(mean(normal)).isCloseTo(50, within(0.5));
        assertThat(deviation(normal)).isCloseTo(12, within(0.5));

        double[] exponential = numbers("{{exponential(3.000)}}");
        assertThat(mean(exponential)).isCloseTo(3, within(0.15));
        assertThat(DoubleStream.of(exponential).min().orElseThrow()).isGreaterThanOrEqualTo(0);

        double[] zipf = numbers("{{zipf(1000)}}");
        double harmonic =
                IntStream.rangeClosed(1, 1000).mapToDouble(i -> 1.0 / i).sum();
        assertThat(share(zipf, 1)).isCloseTo(1 / harmonic, within(0.01));
        assertThat(share(zipf, 2)).isCloseTo(0.5 / harmonic, within(0.01));
        assertThat(share(numbers("{{zipf(1000, 2)}}"), 1)).isCloseTo(6 / (Math.PI * Math.PI), within(0.02));
    }

    @Test
    void picksWithWeights() {
        assertThat(share("{{pick(a: 70, \"b, c\": 20, \"d:5\")}}", "a")).isCloseTo(70.0 / 91, within(0.02));
        assertThat(share("{{pick(a: 70, \"b, c\": 20, \"d:5\")}}", "b, c")).isCloseTo(20.0 / 91, within(0.02));
        assertThat(share("{{pick(a: 70, \"b, c\": 20, \"d:5\")}}", "d:5")).isCloseTo(1.0 / 91, within(0.01));
        assertThat(share("{{boolean(0.1)}}", "true")).isCloseTo(0.1, within(0.02));
    }

    @Test
    void writesUuidsOfVersion4() {
        UUID uuid = UUID.fromString(write("{{uuid}}", 0, 5));
        assertThat(uuid.version()).isEqualTo(4);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(write("{{uuid}}", 0, 6)).isNotEqualTo(uuid.toString());
    }

    @Test
    void writesTheSameWhateverCameBefore() {
        TextTemplate template = new TextTemplate("{{normal(0, 9)}} {{uuid}} {{zipf(9)}} {{email}}", 1, TIMES, 0.3);
        template.write(1, 77, event);
        String first = event.toString();
        template.write(0, 3, event);
        template.write(1, 77, event);
        assertThat(event.toString()).isEqualTo(first);
    }

    @Test
    void writesDirtAsItSays() {
        String text = "{\"at\":\"{{time}}\",\"sku\":\"\\\"s-{{zipf(9)}}\",\"price\":{{uniform(1, 9)}}}";
        TextTemplate dirty = new TextTemplate(text, 5, TIMES, 0.4);
        TextTemplate clean = new TextTemplate(text, 5, TIMES, 0);
        Map<Dirt, Integer> counts = new EnumMap<>(Dirt.class);
        for (int i = 0; i < 4000; i++) {
            Dirt dirt = dirty.dirt(0, i);
            counts.merge(dirt, 1, Integer::sum);
            dirty.write(0, i, event);
            String written = event.toString();
            clean.write(0, i, event);
            String expected = event.toString();
            switch (dirt) {
                case NONE -> assertThat(written).isEqualTo(expected);
                case TRUNCATED -> assertThat(expected).startsWith(written).isNotEqualTo(written);
                case TEXT_FOR_NUMBER ->
                    assertThat(written.replace("price\":\"", "price\":").replace("\"}", "}"))
                            .isEqualTo(expected);
                case LATE -> assertThat(written).isLessThan(expected);
            }
        }
        assertThat(counts.get(Dirt.NONE)).isBetween(2300, 2500);
        assertThat(counts.get(Dirt.LATE)).isBetween(700, 900);
        assertThat(counts.get(Dirt.TRUNCATED)).isBetween(320, 480);
        assertThat(counts.get(Dirt.TEXT_FOR_NUMBER)).isBetween(320, 480);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"{{first_name}}\"}", "{{sequence}}"})
    void onlyCutsOffWhatHasNoTimeAndNoNumber(String text) {
        TextTemplate dirty = new TextTemplate(text, 5, TIMES, 1);
        assertThat(IntStream.range(0, 100).mapToObj(i -> dirty.dirt(0, i))).containsOnly(Dirt.TRUNCATED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a {{unifrom(1, 2)}}    | Cannot read TEMPLATE: {{unifrom(1, 2)}} at character 3  | did you mean uniform
            {{uniform(1)}}         | Cannot read TEMPLATE: {{uniform(1)}} at character 1     | expected uniform(low, high)
            {{uniform(a, 2)}}      | Cannot read TEMPLATE: {{uniform(a, 2)}} at character 1  | expected a number instead of a: uniform(low, high)
            {{uniform(3, 2)}}      | Cannot read TEMPLATE: {{uniform(3, 2)}} at character 1  | expected the lower bound first
            {{uniform(3, 2}}       | Cannot read TEMPLATE: {{uniform(3, 2}} at character 1   | the parenthesis is never closed
            {{normal(1, -1)}}      | Cannot read TEMPLATE: {{normal(1, -1)}} at character 1  | expected a deviation that is not negative
            {{zipf(0)}}            | Cannot read TEMPLATE: {{zipf(0)}} at character 1        | expected a whole number from 1 to 2147483647 instead of 0
            {{zipf(9, 0)}}         | Cannot read TEMPLATE: {{zipf(9, 0)}} at character 1     | expected a number above 0 and up to 100 instead of 0
            {{boolean(2)}}         | Cannot read TEMPLATE: {{boolean(2)}} at character 1     | expected a number from 0 to 1 instead of 2
            {{city(1)}}            | Cannot read TEMPLATE: {{city(1)}} at character 1        | expected city
            {{pick(a: x)}}         | Cannot read TEMPLATE: {{pick(a: x)}} at character 1     | expected a number instead of x: pick(a, b, ...)
            {{sequence             | Cannot read TEMPLATE: {{sequence}} at character 1       | it is never closed with }}
            x{{maybe(0.5)}}y       | Cannot read TEMPLATE: {{maybe(0.5)}} at character 2     | expected {{end}} after its text
            {{end}}                | Cannot read TEMPLATE: {{end}} at character 1            | there is no section that it could end
            {{repeat(3, 2)}}{{end}} | Cannot read TEMPLATE: {{repeat(3, 2)}} at character 1  | expected a whole number from 3 to 10000 instead of 2
            """)
    void saysWhatIsWrong(String text, String message, String hint) {
        assertThatThrownBy(() -> new TextTemplate(text, 1, TIMES, 0))
                .isInstanceOfSatisfying(MillraceException.class, e -> {
                    assertThat(e).hasMessage(message);
                    assertThat(e.hint()).contains(hint);
                });
    }

    private String write(String text, int partition, long sequence) {
        new TextTemplate(text, 1, TIMES, 0).write(partition, sequence, event);
        return event.toString();
    }

    private String[] texts(String text) {
        TextTemplate template = new TextTemplate(text, 11, TIMES, 0);
        String[] texts = new String[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            template.write(0, i, event);
            texts[i] = event.toString();
        }
        return texts;
    }

    private double[] numbers(String text) {
        return Arrays.stream(texts(text)).mapToDouble(Double::parseDouble).toArray();
    }

    private double share(String text, String value) {
        return Arrays.stream(texts(text)).filter(value::equals).count() / (double) EVENTS;
    }

    private static double share(double[] values, double value) {
        return DoubleStream.of(values).filter(v -> v == value).count() / (double) values.length;
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(DoubleStream.of(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }
}
