package io.millrace.kernel.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.lineage.Names.Column;
import io.millrace.kernel.select.Ast;
import io.millrace.kernel.select.SelectTree;
import java.util.ArrayList;
import java.util.List;

/** Reads what decides which rows a SELECT has. */
final class FilterReader {
    private final SelectTree tree;
    private final Expressions expressions;

    FilterReader(SelectTree tree, Expressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
    }

    /** WHERE, GROUP BY, HAVING, QUALIFY, DISTINCT ON, and ORDER BY with LIMIT. */
    List<Ref> select(JsonNode node, Names names, List<Column> columns) {
        List<Ref> refs = new ArrayList<>();
        condition(node.path("where_clause"), names, refs);
        groups(node, names, columns, refs);
        condition(node.path("having"), names, refs);
        condition(node.path("qualify"), names, refs);
        refs.addAll(modifiers(node, names, columns));
        return refs;
    }

    /** Conditions that are joined by AND, each with its own text. */
    void condition(JsonNode node, Names names, List<Ref> refs) {
        if (Ast.isType(node, "CONJUNCTION_AND")) {
            node.path("children").forEach(child -> condition(child, names, refs));
        } else if (node.has("class")) {
            add(expressions.value(node, names), tree.written(node), refs);
        }
    }

    List<Ref> modifiers(JsonNode node, Names names, List<Column> columns) {
        List<Ref> refs = new ArrayList<>();
        boolean limited = false;
        for (JsonNode modifier : node.path("modifiers")) {
            limited |= modifier.path("type").asText().startsWith("LIMIT");
            for (JsonNode on : modifier.path("distinct_on_targets")) {
                key(on, names, columns, refs);
            }
        }
        for (JsonNode modifier : node.path("modifiers")) {
            for (JsonNode order : limited ? modifier.path("orders") : modifier.path("none")) {
                key(order.path("expression"), names, columns, refs);
            }
        }
        return refs;
    }

    private void groups(JsonNode node, Names names, List<Column> columns, List<Ref> refs) {
        node.path("group_expressions").forEach(group -> key(group, names, columns, refs));
        if (node.path("aggregate_handling").asText().equals("FORCE_AGGREGATES")) {
            for (Column column : columns) {
                if (column.value().refs().stream().noneMatch(ref -> ref.kind() == Derivation.AGGREGATE)) {
                    add(column.value(), column.name(), refs);
                }
            }
        }
    }

    /** An expression that rows are grouped or ordered by: it may count the columns of the result, or name one. */
    private void key(JsonNode node, Names names, List<Column> columns, List<Ref> refs) {
        int number = node.path("literal").path("text").asInt(0);
        if (Ast.isClass(node, "STAR")) {
            columns.forEach(column -> add(column.value(), column.name(), refs));
        } else if (Ast.isClass(node, "CONSTANT") && number > 0 && number <= columns.size()) {
            add(columns.get(number - 1).value(), columns.get(number - 1).name(), refs);
        } else {
            add(expressions.value(node, names), tree.written(node), refs);
        }
    }

    private static void add(Value value, String text, List<Ref> refs) {
        value.refs().stream()
                .filter(ref -> ref.field().isPresent())
                .map(ref -> ref.input(Derivation.FILTER, text))
                .filter(ref -> !refs.contains(ref))
                .forEach(refs::add);
    }
}
