package io.millrace.kernel.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.lineage.Names.Column;
import io.millrace.kernel.lineage.Value.Either;
import io.millrace.kernel.lineage.Value.Leaf;
import io.millrace.kernel.select.Ast;
import io.millrace.kernel.select.SelectTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Computes what expressions depend on. */
final class Expressions {
    private static final String ARGUMENTS = "arguments";

    private final SelectTree tree;
    private final QueryReader queries;
    private final Calls calls;
    private Optional<Value> star = Optional.empty();

    Expressions(SelectTree tree, Set<String> aggregates, QueryReader queries) {
        this.tree = tree;
        this.queries = queries;
        this.calls = new Calls(this, aggregates);
    }

    Value value(JsonNode node, Names names) {
        return switch (node.path("class").asText()) {
            case "COLUMN_REF" -> names.resolve(Ast.names(node));
            case "CONSTANT", "PARAMETER" -> Value.none(text(node));
            case "STAR" -> star.orElseThrow(() -> new NotUnderstood("*"));
            case "FUNCTION" -> calls.value(node, names);
            case "WINDOW" -> Value.of(inputs(node, names), Derivation.AGGREGATE, text(node));
            case "OPERATOR" -> operator(node, names);
            case "CASE" -> choice(node, names);
            case "CAST" -> value(node.path("child"), names).by(Derivation.EXPRESSION, text(node));
            case "SUBQUERY" -> subquery(node, names);
            case "BETWEEN", "COMPARISON", "CONJUNCTION", "COLLATE", "LAMBDA" -> computed(node, names);
            default -> throw new NotUnderstood(node.path("class").asText());
        };
    }

    /** The value of an expression for each of the columns that a star in it stands for. */
    Value value(JsonNode node, Names names, Value column) {
        Optional<Value> before = star;
        star = Optional.of(column);
        try {
            return value(node, names);
        } finally {
            star = before;
        }
    }

    /** What the user wrote for an expression. */
    String text(JsonNode node) {
        boolean made = Ast.isPlaced(node) && !tree.isWritten(node);
        return made && Ast.isClass(node, "CAST") ? tree.written(node.path("child")) : tree.written(node);
    }

    boolean isWritten(JsonNode node) {
        return tree.isWritten(node);
    }

    Value computed(JsonNode node, Names names) {
        return Value.of(inputs(node, names), Derivation.EXPRESSION, text(node));
    }

    /** The values of the expressions directly inside of one. */
    List<Value> inputs(JsonNode node, Names names) {
        List<JsonNode> children = new ArrayList<>();
        children(node, children);
        return children.stream().map(child -> value(child, names)).toList();
    }

    private static void children(JsonNode node, List<JsonNode> children) {
        node.path(ARGUMENTS).forEach(argument -> child(argument, children));
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getKey().equals(ARGUMENTS)) {
                child(field.getValue(), children);
            }
        }
    }

    private static void child(JsonNode node, List<JsonNode> children) {
        if (node.isArray()) {
            node.forEach(element -> child(element, children));
        } else if (!node.has("class")) {
            children(node, children);
        } else if (!Ast.isClass(node, "TYPE")) {
            children.add(node);
        }
    }

    private Value operator(JsonNode node, Names names) {
        JsonNode first = node.path("children").path(0);
        JsonNode second = node.path("children").path(1);
        return switch (node.path("type").asText()) {
            case "STRUCT_EXTRACT", "ARRAY_EXTRACT" -> calls.part(node, first, second, names);
            case "ARRAY_SLICE" -> kept(node, names);
            case "OPERATOR_COALESCE" -> withoutConstants(inputs(node, names), text(node));
            case "OPERATOR_TRY" -> value(first, names).by(Derivation.EXPRESSION, text(node));
            default -> computed(node, names);
        };
    }

    /** An operation that keeps what is inside of its first input, and is told by the others what to do. */
    Value kept(JsonNode node, Names names) {
        List<Value> inputs = inputs(node, names);
        return with(inputs.get(0).by(Derivation.EXPRESSION, text(node)), inputs.subList(1, inputs.size()), text(node));
    }

    /** A value that depends on others as a whole. */
    static Value with(Value value, List<Value> others, String text) {
        return with(value, others, Derivation.EXPRESSION, text);
    }

    /** The same, of others that count as what they are at least. */
    static Value with(Value value, List<Value> others, Derivation least, String text) {
        List<Ref> refs = new ArrayList<>(Value.of(others, least, text).refs());
        refs.removeIf(ref -> ref.field().isEmpty());
        return refs.isEmpty() ? value : new Either(List.of(value, new Leaf(refs)));
    }

    private Value choice(JsonNode node, Names names) {
        JsonNode checks = node.path("case_checks");
        if (Ast.isPlaced(node) && !tree.isWritten(node)) {
            return value(checks.path(0).path("then_expr"), names);
        }
        List<Value> results = new ArrayList<>();
        List<Value> conditions = new ArrayList<>();
        for (JsonNode check : checks) {
            conditions.add(value(check.path("when_expr"), names));
            results.add(value(check.path("then_expr"), names));
        }
        if (node.path("else_expr").has("class")) {
            results.add(value(node.path("else_expr"), names));
        }
        return with(withoutConstants(results, text(node)), conditions, text(node));
    }

    /** One of several results; constants among them do not count beside fields. */
    private static Value withoutConstants(List<Value> results, String text) {
        List<Value> fields = results.stream()
                .filter(value ->
                        value.refs().stream().anyMatch(ref -> ref.field().isPresent()))
                .toList();
        return fields.isEmpty() ? Value.none(text) : new Either(fields).by(Derivation.EXPRESSION, text);
    }

    /** A query in an expression: what filters it decides the value. */
    private Value subquery(JsonNode node, Names names) {
        QueryRows rows = queries.query(node.path("subquery").path("node"), Optional.of(names));
        String text = text(node);
        List<Value> filters = List.of(new Leaf(rows.filters().stream()
                .map(ref -> new Ref(ref.field(), false, Derivation.EXPRESSION, text))
                .toList()));
        if (node.path("subquery_type").asText().equals("SCALAR")) {
            return with(rows.columns().get(0).value().by(Derivation.EXPRESSION, text), filters, text);
        }
        List<Value> inputs = new ArrayList<>(filters);
        if (node.path("child").has("class")) {
            inputs.add(value(node.path("child"), names));
        }
        if (!node.path("subquery_type").asText().endsWith("EXISTS")) {
            rows.columns().stream().map(Column::value).forEach(inputs::add);
        }
        return Value.of(inputs, Derivation.EXPRESSION, text);
    }
}
