package io.millrace.kernel.nested;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.kernel.nested.Core.Kind;
import io.millrace.kernel.nested.Core.Source;
import io.millrace.kernel.nested.Found.Call;
import io.millrace.kernel.nested.Found.Mention;
import io.millrace.kernel.nested.Step.Field;
import io.millrace.kernel.select.Ast;
import io.millrace.kernel.select.ByteOffsets;
import io.millrace.spi.error.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds columns, calls and tables in a syntax tree. */
final class Finder {
    private final Tokens tokens;
    private final Set<Integer> marks;
    private final ArrayFunctions functions;
    private final List<Core> cores;
    private final Map<Integer, Found> found = new TreeMap<>();
    private final Map<Integer, String> aliases = new TreeMap<>();

    Finder(Tokens tokens, Set<Integer> marks, ArrayFunctions functions, List<Core> cores) {
        this.tokens = tokens;
        this.marks = marks;
        this.functions = functions;
        this.cores = cores;
    }

    /** Goes through the tree of a text whose characters stand where they stand in the user's. */
    void find(JsonNode tree, String text) {
        walk(tree, Set.of(), new ByteOffsets(text));
    }

    /** What was found, by where it begins. */
    Map<Integer, Found> found() {
        return found;
    }

    /** The alias of the item of a SELECT list that begins in a stretch of the text. */
    Optional<String> alias(Span item) {
        return aliases.entrySet().stream()
                .filter(entry -> item.contains(entry.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .filter(alias -> !alias.isEmpty());
    }

    private void walk(JsonNode node, Set<String> parameters, ByteOffsets offsets) {
        if (!node.isContainerNode()) {
            return;
        }
        if (node.has("select_list")) {
            for (JsonNode item : node.path("select_list")) {
                int start = Ast.start(item);
                if (start != Integer.MAX_VALUE) {
                    aliases.put(offsets.toChars(start), item.path("alias").asText());
                }
            }
        }
        if (Ast.isClass(node, "COLUMN_REF")) {
            if (Ast.isPlaced(node)) {
                mention(node, parameters, offsets);
            }
            return;
        }
        if (Ast.isLambda(node)) {
            Set<String> inner = new HashSet<>(parameters);
            parameters(node.path("lhs"), inner);
            walk(node.path("expr"), inner, offsets);
            return;
        }
        if (Ast.isClass(node, "FUNCTION") && Ast.isPlaced(node)) {
            call(node, offsets);
        }
        source(node, offsets);
        node.forEach(child -> walk(child, parameters, offsets));
    }

    private static void parameters(JsonNode node, Set<String> names) {
        if (Ast.isClass(node, "COLUMN_REF")) {
            names.add(Ast.names(node).get(0).toLowerCase(Locale.ROOT));
        }
        node.forEach(child -> parameters(child, names));
    }

    private void mention(JsonNode node, Set<String> parameters, ByteOffsets offsets) {
        int from = offsets.toChars(Ast.location(node));
        int at = tokens.at(from);
        List<Step> steps = new ArrayList<>();
        List<Span> names = new ArrayList<>();
        int to = from;
        for (String name : Ast.names(node)) {
            at = tokens.is(at, ".") ? at + 1 : at;
            steps.add(new Field(written(at, name)));
            names.add(new Span(tokens.start(at), tokens.end(at)));
            to = tokens.end(at++);
            while (marks.contains(at)) {
                steps.add(Step.EACH);
                to = tokens.end(at + 1);
                at += 2;
            }
        }
        Mention mention = new Mention(new Span(from, to), new Path(steps), names);
        if (!parameters.contains(mention.path().root().toLowerCase(Locale.ROOT))) {
            found.put(from, mention);
        } else if (mention.hasArrays()) {
            throw tokens.error(
                            ErrorCode.INVALID_QUERY,
                            tokens.at(from),
                            "Cannot go through the elements of what a lambda is given: " + mention.path())
                    .withHint("use list_transform inside the lambda");
        }
    }

    private String written(int token, String name) {
        return tokens.isName(token) ? tokens.get(token).name() : name;
    }

    private void call(JsonNode node, ByteOffsets offsets) {
        String name = Ast.function(node).toLowerCase(Locale.ROOT);
        Optional<Found.Kind> kind = functions.kind(name);
        int from = offsets.toChars(Ast.location(node));
        int open = tokens.at(from);
        while (tokens.is(open + 1, ".")) {
            open += 2;
        }
        open++;
        if (kind.isEmpty() || !tokens.is(open, "(")) {
            return;
        }
        int close = tokens.closing(open, tokens.size());
        List<Span> arguments = new ArrayList<>();
        for (Span part : tokens.list(open + 1, close)) {
            arguments.add(new Span(tokens.start(part.from()), tokens.end(part.to() - 1)));
        }
        boolean plain = !node.path("distinct").asBoolean()
                && node.path("filter").isNull()
                && node.path("order_bys").path("orders").isEmpty();
        found.put(from, new Call(new Span(from, tokens.end(close)), name, kind.get(), arguments, plain));
    }

    private void source(JsonNode node, ByteOffsets offsets) {
        String type = node.path("type").asText();
        boolean table = type.equals("BASE_TABLE");
        String alias = node.path("alias").asText();
        if (!Ast.isPlaced(node) || !(table || node.has("column_name_alias"))) {
            return;
        }
        List<String> path = new ArrayList<>();
        if (table && alias.isEmpty()) {
            node.path("qualified_name").path("path").forEach(part -> path.add(part.asText()));
        } else {
            path.add(alias);
        }
        coreOfTable(offsets.toChars(Ast.location(node)))
                .ifPresent(core -> core.sources.add(new Source(path, !table || !alias.isEmpty())));
    }

    /** The SELECT whose FROM an offset stands in. */
    private Optional<Core> coreOfTable(int offset) {
        Core innermost = null;
        for (Core core : cores) {
            boolean in = core.clause(Kind.FROM)
                    .filter(clause -> tokens.start(clause.first()) <= offset && offset < tokens.start(clause.last()))
                    .isPresent();
            if (in && (innermost == null || core.span.from() > innermost.span.from())) {
                innermost = core;
            }
        }
        return Optional.ofNullable(innermost);
    }
}
