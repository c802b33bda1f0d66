package io.millrace.kernel.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.lineage.Names.Column;
import io.millrace.kernel.lineage.Names.Source;
import io.millrace.kernel.select.Ast;
import io.millrace.kernel.select.SelectTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads SELECT lists: items, stars, records that become columns. */
final class ListReader {
    private final SelectTree tree;
    private final Expressions expressions;
    private List<String> expected = List.of();

    ListReader(SelectTree tree, Expressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
    }

    /** @param names of the columns of the whole query's result */
    void expect(List<String> names) {
        expected = List.copyOf(names);
    }

    List<Column> read(JsonNode select, Names names) {
        JsonNode items = select.path("select_list");
        Map<String, JsonNode> aliases = new HashMap<>();
        for (JsonNode item : items) {
            String alias = item.path("alias").asText();
            if (!alias.isEmpty()) {
                aliases.put(alias, item);
            }
        }
        names.aliases(aliases, item -> expressions.value(item, names));
        List<Column> columns = new ArrayList<>();
        int pattern = -1;
        for (JsonNode item : items) {
            if (isPattern(item)) {
                if (pattern >= 0 || !select.equals(tree.root())) {
                    throw new NotUnderstood("COLUMNS");
                }
                pattern = columns.size();
            } else {
                columns.addAll(item(item, names));
            }
        }
        if (pattern >= 0) {
            int count = expected.size() - columns.size();
            List<String> matched = expected.subList(pattern, pattern + Math.max(0, count));
            List<Column> found = matched.stream()
                    .map(name -> Column.of(name, names.resolve(List.of(name))))
                    .toList();
            columns.addAll(pattern, found);
        }
        return columns;
    }

    private List<Column> item(JsonNode item, Names names) {
        if (Ast.isClass(item, "STAR")) {
            return star(item, names);
        }
        Optional<JsonNode> inside = starIn(item);
        if (inside.isPresent()) {
            return star(inside.get(), names).stream()
                    .map(column -> Column.of("", expressions.value(item, names, column.value())))
                    .toList();
        }
        Value value = expressions.value(item, names);
        return flattens(item) ? fields(item, value) : List.of(Column.of(name(item), value));
    }

    /** {@code COLUMNS('i.*')}, {@code * LIKE 'i%'}. */
    private static boolean isPattern(JsonNode item) {
        JsonNode first = Ast.argument(item, 0);
        return Ast.isClass(item, "STAR")
                ? item.path("expr").has("class")
                : Ast.isClass(first, "STAR") && !first.path("columns").asBoolean();
    }

    private static String name(JsonNode item) {
        String alias = item.path("alias").asText();
        if (!alias.isEmpty() || !Ast.isClass(item, "COLUMN_REF")) {
            return alias;
        }
        List<String> names = Ast.names(item);
        return names.get(names.size() - 1);
    }

    private static Optional<JsonNode> starIn(JsonNode node) {
        for (JsonNode child : node) {
            if (Ast.isClass(child, "STAR")) {
                if (child.path("expr").has("class")) {
                    throw new NotUnderstood("COLUMNS");
                }
                return Optional.of(child);
            }
            Optional<JsonNode> inside =
                    child.isContainerNode() && !Ast.isClass(child, "SUBQUERY") ? starIn(child) : Optional.empty();
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }

    private List<Column> star(JsonNode star, Names names) {
        String relation = star.path("relation_name").asText();
        List<Source> sources = relation.isEmpty() ? names.sources() : List.of(names.source(relation));
        Set<String> excluded = Ast.excluded(star);
        Map<String, JsonNode> replaced = new HashMap<>();
        star.path("replace_list").forEach(entry -> replaced.put(lower(entry.path("key")), entry.path("value")));
        Map<String, String> renamed = new HashMap<>();
        star.path("rename_list")
                .forEach(entry -> renamed.put(
                        lower(entry.path("key").path("column")),
                        entry.path("value").asText()));
        List<Column> columns = new ArrayList<>();
        for (Source source : sources) {
            String prefix = source.alias().toLowerCase(Locale.ROOT) + ".";
            for (Column column : source.columns()) {
                String name = column.name().toLowerCase(Locale.ROOT);
                boolean out = column.hidden() || (relation.isEmpty() && names.isMergedAway(source, name));
                if (out || excluded.contains(name) || excluded.contains(prefix + name)) {
                    continue;
                }
                Optional<Value> merged = relation.isEmpty() ? names.merged(name) : Optional.empty();
                Value value = replaced.containsKey(name)
                        ? expressions.value(replaced.get(name), names)
                        : merged.orElse(column.value());
                columns.add(Column.of(renamed.getOrDefault(name, column.name()), value));
            }
        }
        return columns;
    }

    /** Whether records become columns: {@code unnest(items, max_depth := 2)}. */
    private static boolean flattens(JsonNode item) {
        if (!Ast.isCall(item, "unnest") || item.path("arguments").size() == 1) {
            return false;
        }
        JsonNode option = item.path("arguments").path(1);
        boolean once = option.path("name").asText().equals("max_depth")
                && option.path("expression")
                        .path("literal")
                        .path("text")
                        .asText()
                        .equals("2");
        if (!once) {
            throw new NotUnderstood("unnest");
        }
        return true;
    }

    private static List<Column> fields(JsonNode item, Value element) {
        List<String> fields = element.fieldNames();
        return fields.isEmpty()
                ? List.of(Column.of(name(item), element))
                : fields.stream()
                        .map(name -> Column.of(name, element.field(name)))
                        .toList();
    }

    private static String lower(JsonNode name) {
        return name.asText().toLowerCase(Locale.ROOT);
    }
}
