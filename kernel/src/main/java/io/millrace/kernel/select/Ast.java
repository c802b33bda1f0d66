package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the syntax tree that DuckDB prints as JSON. */
public final class Ast {
    private Ast() {}

    /** Whether a node is of a class, such as COLUMN_REF. */
    public static boolean isClass(JsonNode node, String name) {
        return node.path("class").asText().equals(name);
    }

    /** Whether a node is a lambda; with an arrow it is what gets something out of JSON. */
    public static boolean isLambda(JsonNode node) {
        return isClass(node, "LAMBDA") && !node.path("syntax_type").asText().equals("SINGLE_ARROW");
    }

    /** Whether a node is of a type, such as SELECT_NODE. */
    public static boolean isType(JsonNode node, String name) {
        return node.path("type").asText().equals(name);
    }

    /** Whether a node says where it stands in the text; what DuckDB made up itself does not. */
    public static boolean isPlaced(JsonNode node) {
        return node.path("query_location").canConvertToInt();
    }

    /** The byte offset of a node. */
    public static int location(JsonNode node) {
        return node.path("query_location").asInt();
    }

    /** The byte offset behind a node. */
    public static int end(JsonNode node) {
        return location(node) + node.path("query_location_length").asInt();
    }

    /** The smallest byte offset of a node and what is in it: where an expression begins. */
    public static int start(JsonNode node) {
        int start = isPlaced(node) ? location(node) : Integer.MAX_VALUE;
        for (JsonNode child : node) {
            start = Math.min(start, start(child));
        }
        return start;
    }

    /** The greatest byte offset behind a node and what is in it. */
    public static int limit(JsonNode node) {
        int limit = isPlaced(node) ? end(node) : 0;
        for (JsonNode child : node) {
            limit = Math.max(limit, limit(child));
        }
        return limit;
    }

    /** The parts of a column reference. */
    public static List<String> names(JsonNode columnRef) {
        List<String> names = new ArrayList<>();
        columnRef.path("column_names").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The name of a function that is called. */
    public static String function(JsonNode node) {
        return node.path("function_name").asText();
    }

    /** Whether a node calls a function. */
    public static boolean isCall(JsonNode node, String function) {
        return isClass(node, "FUNCTION") && function(node).equalsIgnoreCase(function);
    }

    /** An argument of a call. */
    public static JsonNode argument(JsonNode call, int index) {
        return call.path("arguments").path(index).path("expression");
    }

    /** What {@code EXCLUDE} behind a star names, in lower case, with dots. */
    public static Set<String> excluded(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.path("exclude_list").forEach(name -> names.add(name.asText().toLowerCase(Locale.ROOT)));
        for (JsonNode name : node.path("qualified_exclude_list")) {
            String qualified =
                    name.path("table").asText() + "." + name.path("column").asText();
            names.add(qualified.toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
