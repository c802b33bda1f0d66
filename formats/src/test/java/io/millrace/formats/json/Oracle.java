package io.millrace.formats.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of the decoder over Jackson's tokens, in the plainest way. Column names depend on what was found before, so
 * one oracle sees all records of a decoder, in their order.
 */
final class Oracle {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
    private static final JsonFactory JSON = new com.fasterxml.jackson.core.JsonFactoryBuilder()
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    long duplicateKeys;
    private final Map<String, Names> places = new HashMap<>();

    /** The column names of the objects of one place. */
    private static final class Names {
        /** By name in lower case: the first spelling and the columns it got. */
        final Map<String, List<String>> columns = new HashMap<>();

        final Map<String, String> spelling = new HashMap<>();
        final Set<String> taken = new HashSet<>();

        String column(String key, int ordinal) {
            String lower = key.toLowerCase(Locale.ROOT);
            List<String> known = columns.computeIfAbsent(lower, name -> new ArrayList<>());
            if (known.size() == ordinal) {
                String name = spelling.get(lower) + "_".repeat(ordinal);
                while (!taken.add(name.toLowerCase(Locale.ROOT))) {
                    name += "_";
                }
                known.add(name);
            }
            return known.get(ordinal);
        }
    }

    JsonNode row(String record) {
        try (JsonParser parser = JSON.createParser(record)) {
            parser.nextToken();
            return value(parser, "");
        } catch (IOException e) {
            throw new IllegalStateException(record, e);
        }
    }

    private JsonNode value(JsonParser parser, String place) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser, place);
            case START_ARRAY -> array(parser, place);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> number(parser.getText());
        };
    }

    private JsonNode array(JsonParser parser, String place) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, place + "[]"));
        }
        return array;
    }

    private JsonNode object(JsonParser parser, String place) throws IOException {
        Names names = places.computeIfAbsent(place, key -> new Names());
        Map<String, String> columnOf = new HashMap<>();
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String name = key.isEmpty() ? "_" : key;
            String lower = name.toLowerCase(Locale.ROOT);
            names.spelling.putIfAbsent(lower, name);
            parser.nextToken();
            if (!seen.add(key)) {
                duplicateKeys++;
                if (columnOf.containsKey(key)) {
                    fields.remove(columnOf.remove(key));
                }
            }
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            int ordinal = 0;
            while (fields.containsKey(lower + "/" + ordinal)) {
                ordinal++;
            }
            String slot = lower + "/" + ordinal;
            names.column(name, ordinal);
            JsonNode value = value(parser, place + "." + slot);
            columnOf.put(key, slot);
            fields.put(slot, value);
        }
        ObjectNode object = NODES.objectNode();
        fields.forEach((slot, value) -> {
            int slash = slot.lastIndexOf('/');
            object.set(names.column(slot.substring(0, slash), Integer.parseInt(slot.substring(slash + 1))), value);
        });
        return object;
    }

    static JsonNode number(String text) {
        if (text.equals("-0")) {
            return NODES.numberNode(-0.0);
        }
        if (WHOLE.matcher(text).matches()) {
            BigInteger value = new BigInteger(text);
            if (value.abs().toString().length() > 38) {
                return NODES.textNode(text);
            }
            return value.bitLength() < 64 ? NODES.numberNode(value.longValue()) : BigIntegerNode.valueOf(value);
        }
        double nearest = Double.parseDouble(text);
        if (text.replaceAll("[eE].*|[-.]", "").replace("0", "").isEmpty()) {
            return NODES.numberNode(nearest);
        }
        BigDecimal exact;
        try {
            exact = new BigDecimal(text);
        } catch (NumberFormatException e) {
            return NODES.textNode(text);
        }
        if (nearest != 0 && !Double.isInfinite(nearest) && prints(nearest, exact)) {
            return NODES.numberNode(nearest);
        }
        return decimal(exact, text);
    }

    /** Tries every precision: the first decimal that reads back as the double is its shortest; of two as near both count. */
    private static boolean prints(double value, BigDecimal exact) {
        if (new BigDecimal(Double.toString(value)).compareTo(exact) == 0) {
            return true;
        }
        BigDecimal binary = new BigDecimal(value);
        for (int digits = 1; digits <= 17; digits++) {
            BigDecimal up = binary.round(new MathContext(digits, RoundingMode.HALF_UP));
            BigDecimal down = binary.round(new MathContext(digits, RoundingMode.HALF_DOWN));
            if (up.doubleValue() == value || down.doubleValue() == value) {
                return exact.doubleValue() == value && (up.compareTo(exact) == 0 || down.compareTo(exact) == 0);
            }
        }
        return false;
    }

    private static JsonNode decimal(BigDecimal exact, String text) {
        BigDecimal stripped = exact.stripTrailingZeros();
        if (stripped.scale() > 38 || (long) stripped.precision() - stripped.scale() > 38) {
            return NODES.textNode(text);
        }
        BigDecimal plain = stripped.setScale(Math.max(0, stripped.scale()));
        return plain.precision() > 38 ? NODES.textNode(text) : DecimalNode.valueOf(plain);
    }
}
