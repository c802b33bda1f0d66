package io.millrace.kernel.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.lineage.Value.Array;
import io.millrace.kernel.lineage.Value.Either;
import io.millrace.kernel.lineage.Value.Struct;
import io.millrace.kernel.select.Ast;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Computes what calls of functions depend on; those that keep what is inside of their arguments are known by name. */
final class Calls {
    private static final Set<String> TRANSFORMS =
            Set.of("list_transform", "array_transform", "list_apply", "array_apply", "apply");
    private static final Set<String> KEEP_ELEMENTS = Set.of(
            "list_filter",
            "array_filter",
            "filter",
            "list_sort",
            "array_sort",
            "list_reverse_sort",
            "array_reverse_sort",
            "list_reverse",
            "array_reverse",
            "list_distinct",
            "array_distinct",
            "list_slice",
            "array_slice");
    private static final Set<String> JOIN_ARRAYS = Set.of("list_concat", "list_cat", "array_concat", "array_cat");
    private static final Set<String> PARTS =
            Set.of("struct_extract", "array_extract", "list_extract", "list_element", "element_at", "first_element");
    private static final Set<String> PICK = Set.of(
            "first", "last", "any_value", "arbitrary", "min", "max", "arg_min", "arg_max", "min_by", "max_by", "mode");
    private static final Set<String> COLLECT = Set.of("list", "array_agg");

    private final Expressions expressions;
    private final Set<String> aggregates;

    Calls(Expressions expressions, Set<String> aggregates) {
        this.expressions = expressions;
        this.aggregates = aggregates;
    }

    Value value(JsonNode node, Names names) {
        String name = Ast.function(node).toLowerCase(Locale.ROOT);
        JsonNode first = Ast.argument(node, 0);
        if (TRANSFORMS.contains(name)) {
            return transform(node, names);
        }
        if (KEEP_ELEMENTS.contains(name)) {
            return kept(node, names);
        }
        if (JOIN_ARRAYS.contains(name)) {
            return new Either(arguments(node, names)).by(Derivation.EXPRESSION, expressions.text(node));
        }
        if (PARTS.contains(name) && node.path("arguments").size() == 2) {
            return part(node, first, Ast.argument(node, 1), names);
        }
        return switch (name) {
            case "unnest", "unlist" -> expressions.value(first, names).element();
            case "flatten" ->
                new Array(expressions.value(first, names).element().element());
            case "list_value" -> new Array(new Either(arguments(node, names)));
            case "list_zip", "array_zip" -> zip(node, names);
            case "struct_pack" -> new Struct(named(node, names), Optional.empty());
            case "struct_insert", "struct_update" ->
                new Struct(named(node, names), Optional.of(expressions.value(first, names)));
            case "time_filter" ->
                Value.of(
                        List.of(names.resolve(List.of("_commit_time"))), Derivation.EXPRESSION, expressions.text(node));
            default -> aggregates.contains(name) ? aggregate(name, node, names) : computed(node, names);
        };
    }

    /** {@code s.field}, {@code s['field']}, {@code array[n]}, {@code map[key]}. */
    Value part(JsonNode node, JsonNode whole, JsonNode key, Names names) {
        Value value = expressions.value(whole, names);
        String constant = key.path("literal").path("text").asText("");
        boolean text = key.path("literal").path("kind").asText().equals("STRING");
        String written = expressions.text(node);
        if (Ast.isClass(key, "CONSTANT") && (text || value instanceof Struct)) {
            return value.field(constant)
                    .map(ref -> ref.kind() == Derivation.IDENTITY ? ref : ref.by(ref.kind(), written));
        }
        Value element = value.element().by(Derivation.EXPRESSION, written);
        return Expressions.with(element, List.of(expressions.value(key, names)), written);
    }

    private Value transform(JsonNode node, Names names) {
        Value list = expressions.value(Ast.argument(node, 0), names);
        Value made = new Array(lambda(Ast.argument(node, 1), list, names));
        if (!expressions.isWritten(node)) {
            return made;
        }
        String text = expressions.text(node);
        return made.map(ref -> ref.kind() == Derivation.IDENTITY ? ref : ref.by(ref.kind(), text));
    }

    /** What a lambda makes of the elements of an array. */
    private Value lambda(JsonNode lambda, Value list, Names names) {
        if (!Ast.isClass(lambda, "LAMBDA")) {
            throw new NotUnderstood("lambda");
        }
        Names inner = new Names(Optional.of(names));
        JsonNode parameters = lambda.path("lhs");
        if (Ast.isClass(parameters, "COLUMN_REF")) {
            inner.parameter(Ast.names(parameters).get(0), list.element());
        } else {
            for (int i = 0; i < parameters.path("arguments").size(); i++) {
                inner.parameter(
                        Ast.names(Ast.argument(parameters, i)).get(0), i == 0 ? list.element() : Value.none(""));
            }
        }
        return expressions.value(lambda.path("expr"), inner);
    }

    private Value kept(JsonNode node, Names names) {
        String text = expressions.text(node);
        Value list = expressions.value(Ast.argument(node, 0), names);
        List<Value> others = new ArrayList<>();
        for (int i = 1; i < node.path("arguments").size(); i++) {
            JsonNode argument = Ast.argument(node, i);
            others.add(
                    Ast.isClass(argument, "LAMBDA")
                            ? lambda(argument, list, names)
                            : expressions.value(argument, names));
        }
        return Expressions.with(list.by(Derivation.EXPRESSION, text), others, text);
    }

    private Value zip(JsonNode node, Names names) {
        Map<String, Value> fields = new LinkedHashMap<>();
        arguments(node, names).forEach(list -> fields.put(String.valueOf(fields.size() + 1), list.element()));
        return new Array(new Struct(fields, Optional.empty()));
    }

    private Map<String, Value> named(JsonNode node, Names names) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (JsonNode argument : node.path("arguments")) {
            JsonNode expression = argument.path("expression");
            String alias = expression.path("alias").asText();
            String name = argument.path("name").asText("");
            if (!name.isEmpty() || !alias.isEmpty()) {
                fields.put(name.isEmpty() ? alias : name, expressions.value(expression, names));
            }
        }
        return fields;
    }

    private Value aggregate(String name, JsonNode node, Names names) {
        String text = expressions.text(node);
        List<Value> inputs = expressions.inputs(node, names);
        if (!COLLECT.contains(name) && !PICK.contains(name)) {
            return Value.of(inputs, Derivation.AGGREGATE, text);
        }
        Value first = inputs.get(0).by(Derivation.AGGREGATE, text);
        List<Value> others = inputs.subList(1, inputs.size());
        return Expressions.with(COLLECT.contains(name) ? new Array(first) : first, others, Derivation.AGGREGATE, text);
    }

    /** Any other function: all that it is given. Lambdas are given the elements of the first argument. */
    private Value computed(JsonNode node, Names names) {
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < node.path("arguments").size(); i++) {
            JsonNode argument = Ast.argument(node, i);
            inputs.add(
                    Ast.isClass(argument, "LAMBDA")
                            ? reduced(argument, inputs.get(0), names)
                            : expressions.value(argument, names));
        }
        return Value.of(inputs, Derivation.EXPRESSION, expressions.text(node));
    }

    private Value reduced(JsonNode lambda, Value list, Names names) {
        Names inner = new Names(Optional.of(names));
        JsonNode parameters = lambda.path("lhs");
        if (Ast.isClass(parameters, "COLUMN_REF")) {
            inner.parameter(Ast.names(parameters).get(0), list.element());
        }
        for (int i = 0; i < parameters.path("arguments").size(); i++) {
            inner.parameter(Ast.names(Ast.argument(parameters, i)).get(0), list.element());
        }
        return expressions.value(lambda.path("expr"), inner);
    }

    private List<Value> arguments(JsonNode node, Names names) {
        List<Value> values = new ArrayList<>();
        node.path("arguments").forEach(argument -> values.add(expressions.value(argument.path("expression"), names)));
        return values;
    }
}
