package io.millrace.server.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Small documents over few keys whose values are of any kind. */
final class RandomDocuments {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> KEYS = List.of("a", "b", "c");
    private static final List<String> INNER_KEYS = List.of("x", "y");
    private static final List<String> TEXTS =
            List.of("", "t", "12", "true", "null", "{}", "é \"q\" \\ \n", "2026-01-31");
    private static final List<BigInteger> WHOLE = List.of(
            BigInteger.ZERO,
            BigInteger.valueOf(-7),
            BigInteger.valueOf((1L << 53) + 1),
            BigInteger.valueOf(Long.MAX_VALUE),
            BigInteger.valueOf(Long.MIN_VALUE),
            new BigInteger("12345678901234567890123456789"),
            BigInteger.TEN.pow(45));
    private static final List<String> BROKEN =
            List.of("0.5", "-2.25", "0.1", "1e300", "1.0", "0.1234567890123456789", "1e-320", "100000.000000000000001");

    private final Random random;

    RandomDocuments(Random random) {
        this.random = random;
    }

    /** A document with a number of its own in {@code id}. */
    ObjectNode next(int id) {
        ObjectNode document = object(KEYS, 3);
        document.put("id", id);
        return document;
    }

    private ObjectNode object(List<String> keys, int depth) {
        ObjectNode object = JSON.objectNode();
        for (String key : keys) {
            if (random.nextInt(4) > 0) {
                object.set(key, value(depth));
            }
        }
        return object;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 6)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2, 3 -> JSON.numberNode(random.nextInt(3) > 0 ? BigInteger.valueOf(random.nextInt(100)) : pick(WHOLE));
            case 4 -> JSON.numberNode(new BigDecimal(pick(BROKEN)));
            case 5 -> JSON.textNode(pick(TEXTS));
            case 6, 7 -> random.nextInt(5) == 0 ? JSON.objectNode() : object(INNER_KEYS, depth - 1);
            default -> array(depth - 1);
        };
    }

    private ArrayNode array(int depth) {
        ArrayNode array = JSON.arrayNode();
        int size = random.nextInt(4);
        boolean mixed = random.nextInt(3) == 0;
        JsonNode first = value(depth);
        for (int i = 0; i < size; i++) {
            array.add(mixed || !first.isValueNode() ? value(depth) : first);
        }
        return array;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
