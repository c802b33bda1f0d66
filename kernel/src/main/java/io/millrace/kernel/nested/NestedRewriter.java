package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Found.Mention;
import io.millrace.kernel.nested.LayoutReader.Layout;
import io.millrace.kernel.nested.Step.Field;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.Rewriting;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.select.SyntaxTrees;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Rewrites queries over nested data to plain SQL, by the common-record rule: an operation is computed in the record that
 * its inputs have in common. See docs/reference/nested-data.md.
 */
public final class NestedRewriter {
    private final SyntaxTrees trees;
    private final ArrayFunctions functions;

    /**
     * @param aggregates the lower-case names of aggregate functions
     * @param takesArrays whether another function takes arrays whole
     */
    public NestedRewriter(SyntaxTrees trees, Set<String> aggregates, Predicate<String> takesArrays) {
        this.trees = trees;
        this.functions = new ArrayFunctions(aggregates, takesArrays);
    }

    /**
     * The same query without {@code []}, LET, UNNEST(SELECT ...) and aliases that are paths; the text itself if it has none.
     *
     * @throws MillraceException with the place: SYNTAX_ERROR; INVALID_QUERY, DUPLICATE_COLUMN for what cannot stand
     */
    public SelectText rewrite(SelectText source, NameDefaults defaults) {
        Tokens tokens = new Tokens(source);
        Layout layout = LayoutReader.read(tokens);
        List<Core> cores = layout.cores();
        new ClauseReader(tokens).read(cores);
        Set<Integer> marks = ArrayMarks.find(tokens);
        boolean nested = !marks.isEmpty()
                || !layout.dropped().isEmpty()
                || cores.stream()
                        .anyMatch(core ->
                                !core.lets.isEmpty() || core.items.stream().anyMatch(item -> !item.isUsual()));
        return nested ? rewrite(source, defaults, tokens, layout, marks) : source;
    }

    private SelectText rewrite(
            SelectText source, NameDefaults defaults, Tokens tokens, Layout layout, Set<Integer> marks) {
        List<Core> cores = layout.cores();
        Finder finder = new Finder(tokens, marks, functions, cores);
        Masked masked = new Masked(tokens, cores, layout.dropped(), marks);
        find(finder, source, masked.query(cores));
        for (Core core : cores) {
            core.lets.forEach(let -> find(finder, source, masked.expression(let.expression(), cores)));
            core.items.replaceAll(item -> named(finder, tokens, item));
        }

        TreeMap<Integer, Found> found = new TreeMap<>(finder.found());
        List<Rewriting.Name> names = names(found, tokens);
        cores.forEach(core -> found.put(core.span.from(), new Found.Inner(core.span, core)));
        layout.dropped().forEach(span -> found.put(span.from(), new Found.Dropped(span)));
        Out out = new Out(source.text());
        ExpressionWriter expressions = new ExpressionWriter(source, found, new Resolver(defaults), out);
        CoreWriter writer = new CoreWriter(tokens, expressions, !source.isExpression());
        expressions.copy(new Span(0, source.text().length()), Env.of(new Core(Core.Shape.ROWS), 0));
        return source.rewritten(out.text(), new Rewriting(source, out.origins(), names, writer.products()));
    }

    private void find(Finder finder, SelectText source, String masked) {
        SelectText text = source.overwritten(masked);
        finder.find(trees.of(text), masked);
    }

    /** An alias that stands without AS. */
    private static Item named(Finder finder, Tokens tokens, Item item) {
        if (item.alias().isPresent() || item.isStar()) {
            return item;
        }
        return finder.alias(item.span())
                .filter(alias ->
                        tokens.at(item.span().to()) - tokens.at(item.span().from()) > 1)
                .map(alias -> {
                    int last = tokens.at(item.span().to()) - 1;
                    boolean first = tokens.is(tokens.at(item.span().from()) + 1, ":");
                    Span expression = first
                            ? new Span(
                                    tokens.start(tokens.at(item.span().from()) + 2),
                                    item.span().to())
                            : new Span(item.span().from(), tokens.end(last - 1));
                    return new Item(
                            item.span(),
                            expression,
                            Optional.of(new Path(List.of(new Field(alias)))),
                            Optional.empty(),
                            false);
                })
                .orElse(item);
    }

    /** The names of columns: paths through arrays are taken apart in the new text. */
    private static List<Rewriting.Name> names(Map<Integer, Found> found, Tokens tokens) {
        List<Rewriting.Name> names = new ArrayList<>();
        for (Found one : found.values()) {
            if (one instanceof Mention mention) {
                for (Span name : mention.names()) {
                    names.add(new Rewriting.Name(
                            tokens.get(tokens.at(name.from())).name(), name.from(), mention.hasArrays()));
                }
            }
        }
        return names;
    }
}
