package io.millrace.kernel.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.select.Ast;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.kernel.state.ViewRecipe.Item;
import io.millrace.kernel.state.ViewRecipe.State;
import io.millrace.kernel.type.SqlText;
import io.millrace.kernel.view.Aggregates.Kept;
import io.millrace.kernel.view.SelectList.Span;
import io.millrace.kernel.view.ViewAnalyzer.Writer;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The items of a materialized view: keys, and expressions over aggregates. */
final class ViewItems {
    private record Partial(String name, String sql, int origin) {}

    private final SelectList list;
    private final Set<String> aggregates;
    private final List<String> keys = new ArrayList<>();
    private final List<Integer> keyed = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** In the place of each item, so that ordinals in GROUP BY go on to count right. */
    private final List<Partial> first = new ArrayList<>();

    private final List<Partial> more = new ArrayList<>();

    ViewItems(SelectList list, Set<String> aggregates) {
        this.list = list;
        this.aggregates = aggregates;
    }

    int keys() {
        return keys.size();
    }

    /** The places of the keys in the list, for GROUP BY. */
    String ordinals() {
        return keyed.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    ViewRecipe recipe() {
        if (states.isEmpty()) {
            throw error(list.source.location(0), "Cannot keep a view without aggregates")
                    .withHint("add count(*) or last(x), for example");
        }
        return new ViewRecipe(keys, states, items);
    }

    void add(JsonNode node, Span span) {
        if (Ast.isClass(node, "STAR")) {
            throw error(list.source.location(span.start()), "Cannot keep a view of *")
                    .withHint("name the keys, and the aggregates");
        }
        String name = name(node, span);
        List<JsonNode> calls = new ArrayList<>();
        collect(node, calls);
        if (calls.isEmpty()) {
            keys.add(name);
            keyed.add(items.size() + 1);
            items.add(new Item(name, SqlText.name(name)));
            first.add(new Partial(name, list.text(span), span.start()));
            return;
        }

        requireKeysOnly(node, calls);
        StringBuilder result = new StringBuilder();
        int at = span.start();
        boolean leading = true;
        for (int i = 0; i < calls.size(); i++) {
            Span call = list.span(calls.get(i));
            Kept kept = Aggregates.keep(list.call(calls.get(i)), prefix(name, i));
            for (int k = 0; k < kept.states().size(); k++) {
                states.add(kept.states().get(k));
                (leading ? first : more)
                        .add(new Partial(
                                kept.states().get(k).column(), kept.partials().get(k), call.start()));
                leading = false;
            }
            result.append(list.source.text(), at, call.start()).append(kept.result());
            at = call.end();
        }
        items.add(new Item(
                name,
                result.append(list.source.text(), at, Math.max(at, span.end())).toString()));
    }

    private static String prefix(String name, int call) {
        return name + "_" + (call == 0 ? "" : "_" + (call + 1));
    }

    void write(Writer out) {
        List<Partial> all = new ArrayList<>(first);
        all.addAll(more);
        for (Partial partial : all) {
            out.add(partial.sql() + " AS " + SqlText.name(partial.name()) + ", ", partial.origin());
        }
    }

    private String name(JsonNode node, Span span) {
        String alias = node.path("alias").asText();
        String name = alias.isEmpty() && Ast.isClass(node, "COLUMN_REF")
                ? Ast.names(node).get(Ast.names(node).size() - 1)
                : alias;
        if (name.isEmpty()) {
            throw new MillraceException(
                            ErrorCode.MISSING_ALIAS,
                            list.source.location(span.start()),
                            "Cannot keep an expression without a name: " + list.text(span))
                    .withHint("write " + list.text(span) + " AS column_name");
        }
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw new MillraceException(
                    ErrorCode.DUPLICATE_COLUMN,
                    list.source.location(span.start()),
                    "Cannot keep two columns of one name: " + name);
        }
        return name;
    }

    private void collect(JsonNode node, List<JsonNode> calls) {
        if (Ast.isClass(node, "SUBQUERY") || Ast.isClass(node, "WINDOW")) {
            throw error(
                            list.source.location(list.span(node).start()),
                            "Cannot keep a column that holds a query or a window")
                    .withHint("a column is a key, or made of aggregates over the rows of a key");
        }
        if (Ast.isClass(node, "FUNCTION")) {
            String function = Ast.function(node).toLowerCase(Locale.ROOT);
            if (Aggregates.isKnown(function) || aggregates.contains(function)) {
                if (!node.path("order_bys").path("orders").isEmpty()) {
                    throw error(list.source.location(list.span(node).start()), "Cannot keep an aggregate with ORDER BY")
                            .withHint("first, last, first_k and last_k go by $event_time; max_by(x, y) by anything");
                }
                calls.add(node);
                return;
            }
        }
        node.forEach(child -> collect(child, calls));
    }

    private void requireKeysOnly(JsonNode node, List<JsonNode> calls) {
        if (calls.contains(node)) {
            return;
        }
        if (Ast.isClass(node, "COLUMN_REF") && Ast.isPlaced(node)) {
            List<String> path = Ast.names(node);
            if (path.size() != 1 || keys.stream().noneMatch(path.get(0)::equalsIgnoreCase)) {
                throw error(
                                list.source.location(list.span(node).start()),
                                "Cannot keep a column beside aggregates that is no key: " + String.join(".", path))
                        .withHint("put it into an aggregate, such as last(%s); keys stand in front of it by their names"
                                .formatted(String.join(".", path)));
            }
        }
        node.forEach(child -> requireKeysOnly(child, calls));
    }

    private static MillraceException error(SourceLocation place, String message) {
        return new MillraceException(ErrorCode.INVALID_VIEW, place, message);
    }
}
