package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Columns as the text names them: catalogs in front of them, arrays within them. */
final class ColumnPaths {
    /**
     * A column with {@code []} in its path.
     *
     * @param table the alias in front of it, or nothing
     * @param names the parts behind that
     * @param depths behind how many parts each {@code []} stands
     */
    private record ArrayPath(JsonNode node, List<String> table, List<String> names, List<Integer> depths) {}

    private final Analysis analysis;
    private final List<ArrayPath> arrays = new ArrayList<>();

    ColumnPaths(Analysis analysis) {
        this.analysis = analysis;
    }

    void column(JsonNode node, Scope scope) {
        List<String> names = Ast.names(node);
        if (!Ast.isPlaced(node) || scope.isParameter(names.get(0))) {
            return;
        }
        analysis.columnRefs.add(node);
        int qualifiers = scope.qualifiers(names);
        List<Integer> depths = depths(node, names.size());
        if (!depths.isEmpty()) {
            int table = names.size() > qualifiers + 1 && depths.get(0) > qualifiers + 1
                    ? scope.find(names.get(qualifiers)).map(source -> 1).orElse(0)
                    : 0;
            int from = qualifiers + table;
            List<Integer> shifted = depths.stream().map(depth -> depth - from).toList();
            arrays.add(
                    new ArrayPath(node, names.subList(qualifiers, from), names.subList(from, names.size()), shifted));
        } else if (qualifiers > 0) {
            int first = analysis.tokenAt(Ast.location(node));
            analysis.replace(
                    analysis.token(first).start(),
                    analysis.token(first + 2 * qualifiers).start(),
                    "");
        }
    }

    private List<Integer> depths(JsonNode node, int parts) {
        List<Integer> depths = new ArrayList<>();
        int token = analysis.tokenAt(Ast.location(node));
        for (int part = 1; part <= parts; part++, token += 2) {
            int from = analysis.token(token).end();
            int to = token + 1 < analysis.normalized.tokens().size()
                    ? analysis.token(token + 1).start()
                    : analysis.normalized.text().length();
            for (int mark : analysis.normalized.arrayMarks()) {
                if (mark >= from && mark < to) {
                    depths.add(part);
                }
            }
        }
        return depths;
    }

    /** Rewrites the arrays of {@code UNNEST(SELECT ...)} to one unnest that all of them share. */
    void finish(JsonNode query) {
        if (arrays.isEmpty()) {
            return;
        }
        ArrayPath deepest = arrays.get(0);
        for (ArrayPath path : arrays) {
            deepest = path.depths().size() > deepest.depths().size() ? path : deepest;
        }
        if (!analysis.normalized.unnest()) {
            throw analysis.error(
                            ErrorCode.NOT_YET_AVAILABLE,
                            arrays.get(0).node(),
                            "Cannot compute with the elements of an array: " + written(arrays.get(0)))
                    .withHint("UNNEST(SELECT ...) makes a row per element");
        }

        List<JsonNode> allowed = new ArrayList<>();
        query.path("select_list").forEach(item -> collect(item, allowed));
        String unnest = unnest(deepest);
        for (ArrayPath path : arrays) {
            check(path, deepest, allowed);
            rewrite(path, unnest, deepest.depths().size(), topItem(query, path.node()));
        }
    }

    private void check(ArrayPath path, ArrayPath deepest, List<JsonNode> allowed) {
        if (allowed.stream().noneMatch(path.node()::equals)) {
            throw analysis.error(
                            ErrorCode.INVALID_QUERY,
                            path.node(),
                            "Cannot use the elements of an array here: " + written(path))
                    .withHint("in UNNEST(SELECT ...) they stand in the SELECT list; filter in a SELECT around it");
        }
        List<Integer> depths = path.depths();
        int last = depths.get(depths.size() - 1);
        boolean same = depths.equals(deepest.depths().subList(0, depths.size()))
                && equalNames(path.names().subList(0, last), deepest.names().subList(0, last));
        if (!same) {
            throw analysis.error(
                            ErrorCode.INVALID_QUERY,
                            path.node(),
                            "Cannot unnest two arrays at once: " + written(path) + ", " + written(deepest))
                    .withHint("unnest one of them, and the other in a SELECT around it");
        }
    }

    private void rewrite(ArrayPath path, String unnest, int levels, boolean item) {
        List<String> names = path.names();
        int depth = path.depths().size();
        List<String> rest = names.subList(path.depths().get(depth - 1), names.size());
        String element = levels == 1 ? unnest : unnest + ".e" + depth;
        String text = rest.isEmpty() ? element : element + "." + quoted(rest);
        String alias = item ? " AS " + SqlText.name(names.get(names.size() - 1)) : "";
        int end = analysis.chars(Ast.end(path.node()));
        analysis.replace(analysis.chars(Ast.location(path.node())), end, text + alias);
    }

    /** One row per element of the innermost array; the elements of the arrays around it come along as e1, e2, ... */
    private static String unnest(ArrayPath path) {
        List<Integer> depths = path.depths();
        List<String> first = new ArrayList<>(path.table());
        first.addAll(path.names().subList(0, depths.get(0)));
        String outer = quoted(first);
        if (depths.size() == 1) {
            return "unnest(" + outer + ")";
        }

        String inner = "{%s}"
                .formatted(numbers(depths.size()).map(i -> "e" + i + ": e" + i).collect(Collectors.joining(", ")));
        for (int level = depths.size(); level > 1; level--) {
            String array = "e%d.%s"
                    .formatted(level - 1, quoted(path.names().subList(depths.get(level - 2), depths.get(level - 1))));
            String lists = "list_transform(%s, lambda e%d: %s)".formatted(array, level, inner);
            inner = level == depths.size() ? lists : "flatten(" + lists + ")";
        }
        return "unnest(flatten(list_transform(%s, lambda e1: %s)))".formatted(outer, inner);
    }

    private static java.util.stream.Stream<Integer> numbers(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count).boxed();
    }

    private static boolean topItem(JsonNode query, JsonNode node) {
        for (JsonNode item : query.path("select_list")) {
            if (item.equals(node)) {
                return item.path("alias").asText().isEmpty();
            }
        }
        return false;
    }

    private static void collect(JsonNode node, List<JsonNode> found) {
        if (Ast.isClass(node, "COLUMN_REF")) {
            found.add(node);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getKey().equals("subquery")) {
                collect(field.getValue(), found);
            }
        }
        if (node.isArray()) {
            node.forEach(child -> collect(child, found));
        }
    }

    private static boolean equalNames(List<String> left, List<String> right) {
        Set<String> lower = new HashSet<>();
        lower.add(String.join(".", left).toLowerCase(java.util.Locale.ROOT));
        return lower.contains(String.join(".", right).toLowerCase(java.util.Locale.ROOT));
    }

    private static String quoted(List<String> names) {
        return names.stream().map(SqlText::name).collect(Collectors.joining("."));
    }

    private static String written(ArrayPath path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.names().size(); i++) {
            text.append(i == 0 ? "" : ".").append(path.names().get(i));
            text.append(path.depths().contains(i + 1) ? "[]" : "");
        }
        return text.toString();
    }
}
