package io.millrace.kernel.nested;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.kernel.Fixture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random sums over random records, against {@link CommonRecordOracle}. {@code -Dmillrace.seed} repeats a run. */
class CommonRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PATHS =
            List.of("n", "v[]", "w[]", "o[].p", "o[].q", "o[].i[].s", "o[].i[].t", "o[].i[].u[]", "m[][]");
    private static final List<String> PLACES = List.of("r", "o[].r", "o[].i[].r", "c.r");
    private static final String FULL =
            "{\"n\":1,\"v\":[1],\"w\":[1],\"m\":[[1]],\"c\":{\"k\":1},\"o\":[{\"p\":1,\"q\":1,\"i\":[{\"s\":1,\"t\":1,\"u\":[1]}]}]}";
    private static final int ROWS = 25;
    private static final int QUERIES = 60;

    private static final long SEED = Long.getLong("millrace.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);
    private static Fixture fixture;
    private static List<JsonNode> records;

    @BeforeAll
    static void open() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(FULL);
        for (int i = 1; i < ROWS; i++) {
            lines.add(JSON.writeValueAsString(record()));
        }
        records = new ArrayList<>();
        for (String line : lines) {
            records.add(JSON.readTree(line));
        }
        fixture = new Fixture();
        JsonTables.create(fixture, "lake.raw.t", lines);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void itemsShareTheElementsOfTheirCommonRecord() throws IOException {
        for (int i = 0; i < QUERIES; i++) {
            List<String> sum = sum();
            List<JsonNode> expected = new ArrayList<>();
            for (JsonNode one : records) {
                expected.add(new CommonRecordOracle(true).value(sum, one));
            }
            check("SELECT " + String.join(" + ", sum) + " AS r FROM t", expected);
        }
    }

    @Test
    void letIsComputedWhereItsPlaceIs() throws IOException {
        for (int i = 0; i < QUERIES; i++) {
            List<String> sum = sum();
            String place = PLACES.get(RANDOM.nextInt(PLACES.size()));
            List<JsonNode> expected = new ArrayList<>();
            for (JsonNode one : records) {
                JsonNode placed = new CommonRecordOracle(false).place(place, sum, one);
                expected.add(placed.path(root(place)));
            }
            check("SELECT " + root(place) + " AS r FROM t LET " + place + " = " + String.join(" + ", sum), expected);
        }
    }

    @Test
    void unnestMakesARowForEachCombination() throws IOException {
        for (int i = 0; i < QUERIES; i++) {
            boolean outer = RANDOM.nextBoolean();
            List<String> columns = sum();
            List<JsonNode> expected = new ArrayList<>();
            for (JsonNode one : records) {
                expected.addAll(new CommonRecordOracle(true).rows(columns, one, outer));
            }
            String list = columns.stream().collect(Collectors.joining(", "));
            String sql = (outer ? "UNNEST_OUTER" : "UNNEST") + "(SELECT [" + list + "] AS r FROM t)";
            check(sql, expected);
        }
    }

    private static void check(String sql, List<JsonNode> expected) throws IOException {
        List<JsonNode> actual = new ArrayList<>();
        for (String row : fixture.rows(sql)) {
            actual.add(JSON.readTree(row).path("r"));
        }
        assertThat(actual).as("-Dmillrace.seed=%d: %s", SEED, sql).isEqualTo(expected);
    }

    private static List<String> sum() {
        List<String> paths = new ArrayList<>();
        for (int i = 1 + RANDOM.nextInt(3); i > 0; i--) {
            paths.add(PATHS.get(RANDOM.nextInt(PATHS.size())));
        }
        return paths;
    }

    private static String root(String place) {
        return place.split("[.\\[]")[0];
    }

    private static JsonNode record() {
        ObjectNode record = JSON.createObjectNode();
        record.set("n", number());
        record.set("v", array(CommonRecordTest::number));
        record.set("w", array(CommonRecordTest::number));
        record.set("m", array(() -> array(CommonRecordTest::number)));
        record.set("c", JSON.createObjectNode().set("k", number()));
        record.set("o", array(CommonRecordTest::order));
        return record;
    }

    private static JsonNode order() {
        ObjectNode order = JSON.createObjectNode();
        order.set("p", number());
        order.set("q", number());
        order.set("i", array(CommonRecordTest::item));
        return RANDOM.nextInt(8) == 0 ? JSON.nullNode() : order;
    }

    private static JsonNode item() {
        ObjectNode item = JSON.createObjectNode();
        item.set("s", number());
        item.set("t", number());
        item.set("u", array(CommonRecordTest::number));
        return RANDOM.nextInt(8) == 0 ? JSON.nullNode() : item;
    }

    private static JsonNode number() {
        return RANDOM.nextInt(8) == 0 ? JSON.nullNode() : JSON.getNodeFactory().numberNode(RANDOM.nextInt(100));
    }

    private static JsonNode array(java.util.function.Supplier<JsonNode> element) {
        if (RANDOM.nextInt(8) == 0) {
            return JSON.nullNode();
        }
        ArrayNode array = JSON.createArrayNode();
        for (int i = RANDOM.nextInt(4); i > 0; i--) {
            array.add(element.get());
        }
        return array;
    }
}
