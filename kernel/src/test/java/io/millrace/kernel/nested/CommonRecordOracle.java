package io.millrace.kernel.nested;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The common-record rule over JSON, written down as directly as it goes: sums of paths. */
final class CommonRecordOracle {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean shared;

    /** @param shared whether paths through the same array are computed for the same element */
    CommonRecordOracle(boolean shared) {
        this.shared = shared;
    }

    /** A sum: a number, or an array where a path leads through one. */
    JsonNode value(List<String> sum, JsonNode record) {
        return value(sum, record, Map.of());
    }

    private JsonNode value(List<String> sum, JsonNode record, Map<String, JsonNode> elements) {
        Open first = firstOpen(sum, elements);
        if (first == null) {
            return add(sum, record, elements);
        }
        if (!array(first.array, first.key, record, elements).isArray()) {
            return NODES.nullNode();
        }
        ArrayNode values = NODES.arrayNode();
        each(sum, record, elements, false, inside -> values.add(add(sum, record, inside)));
        return values;
    }

    /** The rows of UNNEST, each an array of the values of the paths. */
    List<JsonNode> rows(List<String> paths, JsonNode record, boolean outer) {
        List<JsonNode> rows = new ArrayList<>();
        each(paths, record, Map.of(), outer, inside -> {
            ArrayNode row = NODES.arrayNode();
            for (int i = 0; i < paths.size(); i++) {
                row.add(leaf(paths.get(i), i, record, inside));
            }
            rows.add(row);
        });
        return rows;
    }

    /** The record with a sum at a place. */
    JsonNode place(String place, List<String> sum, JsonNode record) {
        ObjectNode copy = record.deepCopy();
        put(copy, "", place, sum, record, Map.of());
        return copy;
    }

    private void put(
            ObjectNode into, String prefix, String rest, List<String> sum, JsonNode record, Map<String, JsonNode> in) {
        int dot = rest.indexOf('.');
        if (dot < 0) {
            into.set(rest, value(sum, record, in));
        } else if (rest.charAt(dot - 1) == ']') {
            String field = rest.substring(0, dot - 2);
            String array = prefix + field;
            JsonNode source = in.containsKey(prefix) ? in.get(prefix).path(field) : record.path(field);
            for (int i = 0; into.path(field).isArray() && i < into.path(field).size(); i++) {
                if (into.path(field).get(i) instanceof ObjectNode element) {
                    Map<String, JsonNode> inside = new HashMap<>(in);
                    inside.put(array + "[].", source.get(i));
                    put(element, array + "[].", rest.substring(dot + 1), sum, record, inside);
                }
            }
        } else {
            put((ObjectNode) into.path(rest.substring(0, dot)), "", rest.substring(dot + 1), sum, record, in);
        }
    }

    private record Open(String array, String key) {}

    private void each(
            List<String> paths,
            JsonNode record,
            Map<String, JsonNode> elements,
            boolean outer,
            Consumer<Map<String, JsonNode>> body) {
        Open open = firstOpen(paths, elements);
        if (open == null) {
            body.accept(elements);
            return;
        }
        JsonNode array = array(open.array, open.key, record, elements);
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        if (all.isEmpty() && outer) {
            all.add(NODES.nullNode());
        }
        for (JsonNode element : all) {
            Map<String, JsonNode> inside = new HashMap<>(elements);
            inside.put(open.key, element);
            each(paths, record, inside, outer, body);
        }
    }

    /** The first array of which there is no element yet; its key ends in "[]." or, of arrays of arrays, "[][]". */
    private Open firstOpen(List<String> paths, Map<String, JsonNode> elements) {
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            for (int at = path.indexOf("[]"); at >= 0; at = path.indexOf("[]", at + 2)) {
                String key = path.substring(0, at) + "[].";
                if (!elements.containsKey(key) && !elements.containsKey(own(i, key))) {
                    return new Open(path.substring(0, at), shared ? key : own(i, key));
                }
            }
        }
        return null;
    }

    private static String own(int path, String key) {
        return path + ":" + key;
    }

    /** What stands at a path whose last step is an array that is gone through. */
    private JsonNode array(String path, String key, JsonNode record, Map<String, JsonNode> elements) {
        int index = key.contains(":") ? Integer.parseInt(key.substring(0, key.indexOf(':'))) : 0;
        return leaf(path, index, record, elements);
    }

    private JsonNode add(List<String> sum, JsonNode record, Map<String, JsonNode> elements) {
        long total = 0;
        for (int i = 0; i < sum.size(); i++) {
            JsonNode value = leaf(sum.get(i), i, record, elements);
            if (!value.isNumber()) {
                return NODES.nullNode();
            }
            total += value.asLong();
        }
        return NODES.numberNode((int) total);
    }

    private JsonNode leaf(String path, int index, JsonNode record, Map<String, JsonNode> elements) {
        int last = path.lastIndexOf("[]");
        JsonNode from = record;
        String rest = path;
        if (last >= 0) {
            String key = path.substring(0, last) + "[].";
            from = elements.containsKey(key) ? elements.get(key) : elements.get(own(index, key));
            rest = path.substring(last + 2);
        }
        for (String field : rest.split("\\.")) {
            from = field.isEmpty() ? from : from.path(field);
        }
        return from.isMissingNode() ? NODES.nullNode() : from;
    }
}
