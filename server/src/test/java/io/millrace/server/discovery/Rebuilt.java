package io.millrace.server.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a row holds all of a document: each value once, in the column of its key or in one of its siblings ({@code key_}
 * and more), as itself or as text. No key may begin with another one and an underscore.
 */
final class Rebuilt {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private Rebuilt() {}

    /** What is wrong, or empty. */
    static Optional<String> fault(JsonNode document, JsonNode row) {
        Set<String> used = new HashSet<>();
        for (var entry : document.properties()) {
            List<String> columns = columns(row, entry.getKey());
            used.addAll(columns);
            JsonNode value = entry.getValue();
            if (columns.size() > 1) {
                return Optional.of(entry.getKey() + " is in several columns: " + columns);
            }
            if (columns.isEmpty() && !isNothing(value)) {
                return Optional.of(entry.getKey() + " is lost: " + value);
            }
            if (!columns.isEmpty() && !isSame(value, row.get(columns.get(0)))) {
                return Optional.of(
                        entry.getKey() + " was " + value + " and is " + row.get(columns.get(0)) + " in " + columns);
            }
        }
        for (var entry : row.properties()) {
            if (!isNothing(entry.getValue()) && !used.contains(entry.getKey())) {
                return Optional.of("a value from nowhere in " + entry.getKey() + ": " + entry.getValue());
            }
        }
        return Optional.empty();
    }

    private static List<String> columns(JsonNode row, String key) {
        List<String> columns = new ArrayList<>();
        row.properties().forEach(entry -> {
            boolean belongs = entry.getKey().equals(key) || entry.getKey().startsWith(key + "_");
            if (belongs && !entry.getValue().isNull()) {
                columns.add(entry.getKey());
            }
        });
        return columns;
    }

    private static boolean isSame(JsonNode value, JsonNode stored) {
        if (stored.isTextual() && !value.isTextual()) {
            return isText(value, stored.textValue());
        }
        if (value.isObject()) {
            return stored.isObject() && fault(value, stored).isEmpty();
        }
        if (value.isArray()) {
            return stored.isArray() && areSame(value, stored);
        }
        if (value.isNumber()) {
            return stored.isNumber() && isEqual(value, stored);
        }
        return value.equals(stored) || (isNothing(value) && isNothing(stored));
    }

    private static boolean areSame(JsonNode values, JsonNode stored) {
        if (values.size() != stored.size()) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            boolean nothing = isNothing(values.get(i)) && isNothing(stored.get(i));
            if (!nothing && !isSame(values.get(i), stored.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(JsonNode value, String text) {
        try {
            JsonNode parsed = JSON.readTree(text);
            if (value.isNumber()) {
                return parsed.isNumber() && isEqual(value, parsed);
            }
            return value.isContainerNode() ? isSame(value, parsed) : value.equals(parsed);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** A double stands for its exact value, of which its text shows only as many digits as tell it from its neighbours. */
    private static boolean isEqual(JsonNode number, JsonNode stored) {
        BigDecimal value = number.decimalValue();
        return value.compareTo(stored.decimalValue()) == 0
                || (Double.isFinite(stored.doubleValue())
                        && value.compareTo(new BigDecimal(stored.doubleValue())) == 0);
    }

    /** Null and absent are alike, and an empty object or array tells no type. */
    private static boolean isNothing(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode part : value) {
                if (!isNothing(part)) {
                    return false;
                }
            }
            return true;
        }
        return value.isNull();
    }
}
