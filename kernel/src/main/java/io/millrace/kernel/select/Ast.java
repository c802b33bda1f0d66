package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the syntax tree that DuckDB prints as JSON. */
final class Ast {
    private Ast() {}

    static boolean isClass(JsonNode node, String name) {
        return node.path("class").asText().equals(name);
    }

    static boolean isType(JsonNode node, String name) {
        return node.path("type").asText().equals(name);
    }

    /** Whether a node says where it stands in the text; what DuckDB made up itself does not. */
    static boolean isPlaced(JsonNode node) {
        return node.path("query_location").canConvertToInt();
    }

    /** The byte offset of a node. */
    static int location(JsonNode node) {
        return node.path("query_location").asInt();
    }

    /** The byte offset behind a node. */
    static int end(JsonNode node) {
        return location(node) + node.path("query_location_length").asInt();
    }

    /** The smallest byte offset of a node and what is in it: where an expression begins. */
    static int start(JsonNode node) {
        int start = isPlaced(node) ? location(node) : Integer.MAX_VALUE;
        for (JsonNode child : node) {
            start = Math.min(start, start(child));
        }
        return start;
    }

    /** The greatest byte offset behind a node and what is in it. */
    static int limit(JsonNode node) {
        int limit = isPlaced(node) ? end(node) : 0;
        for (JsonNode child : node) {
            limit = Math.max(limit, limit(child));
        }
        return limit;
    }

    /** The parts of a column reference. */
    static List<String> names(JsonNode columnRef) {
        List<String> names = new ArrayList<>();
        columnRef.path("column_names").forEach(name -> names.add(name.asText()));
        return names;
    }

    static String function(JsonNode node) {
        return node.path("function_name").asText();
    }

    static boolean isCall(JsonNode node, String function) {
        return isClass(node, "FUNCTION") && function(node).equalsIgnoreCase(function);
    }

    static JsonNode argument(JsonNode call, int index) {
        return call.path("arguments").path(index).path("expression");
    }
}
