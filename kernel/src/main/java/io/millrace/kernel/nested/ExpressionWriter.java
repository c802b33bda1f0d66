package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Found.Call;
import io.millrace.kernel.nested.Found.Inner;
import io.millrace.kernel.nested.Found.Mention;
import io.millrace.kernel.nested.Loops.Loop;
import io.millrace.kernel.nested.Resolver.Resolved;
import io.millrace.kernel.nested.Step.Field;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Consumer;

/** Writes expressions: the common record of their inputs becomes the loops around them. */
final class ExpressionWriter {
    private final SelectText source;
    private final NavigableMap<Integer, Found> found;
    private final Resolver resolver;
    private final LoopFinder loops;
    private final CallWriter calls;
    final Out out;
    private Consumer<Core> queries = core -> {};

    ExpressionWriter(SelectText source, NavigableMap<Integer, Found> found, Resolver resolver, Out out) {
        this.source = source;
        this.found = found;
        this.resolver = resolver;
        this.out = out;
        this.loops = new LoopFinder(found, resolver);
        this.calls = new CallWriter(source, this, loops);
    }

    /** Lets queries in brackets be written by somebody. */
    void queriesBy(Consumer<Core> writer) {
        queries = writer;
    }

    LoopFinder loops() {
        return loops;
    }

    Resolver resolver() {
        return resolver;
    }

    /** The value of an expression: an array where it is computed for elements. */
    void value(Span expression, Env env, Loops.Sharing sharing) {
        loop(loops.of(expression, env, sharing), expression, inner -> copy(expression, inner));
    }

    /** A value for each element of the innermost loop, in one array. */
    void loop(Loops around, Span place, Consumer<Env> body) {
        int count = around.list().size();
        for (int i = 0; i < count; i++) {
            Loop loop = around.list().get(i);
            out.add((i + 1 < count ? "flatten(" : "") + "list_transform(", place.from());
            path(loop.mention(), loop.step(), loop.env());
            out.add(", lambda " + loop.variable() + ": ", place.from());
        }
        body.accept(around.env());
        for (int i = count; i > 0; i--) {
            out.add(i < count ? "))" : ")", place.to());
        }
    }

    /** A stretch of the text, with what is in it written as it has to be. */
    void copy(Span span, Env env) {
        int at = span.from();
        while (true) {
            Map.Entry<Integer, Found> next = found.ceilingEntry(at);
            if (next == null || next.getKey() >= span.to()) {
                out.copy(at, span.to());
                return;
            }
            out.copy(at, next.getKey());
            write(next.getValue(), env);
            at = next.getValue().span().to();
        }
    }

    private void write(Found what, Env env) {
        if (what instanceof Mention mention) {
            mention(mention, env);
        } else if (what instanceof Call call) {
            calls.write(call, env);
        } else if (what instanceof Inner inner) {
            queries.accept(inner.core());
        }
    }

    private void mention(Mention mention, Env env) {
        Resolved column = resolver.resolve(mention, env);
        if (!loops.unbound(mention, env).isEmpty()) {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY,
                            source.location(mention.span().from()),
                            "Cannot use the elements of an array here: " + column.path())
                    .withHint(
                            "in UNNEST(SELECT ...) they can stand anywhere; without it in the SELECT list, in LET and in"
                                    + " functions of arrays such as list_contains");
        }
        if (column.path().arrays() == 0 && column.let().isEmpty()) {
            out.copy(mention.span().from(), mention.span().to());
        } else {
            path(mention, column.path().steps().size(), env);
        }
    }

    /** The first steps of a path, from the innermost element that it leads through. */
    void path(Mention mention, int steps, Env env) {
        Resolved column = resolver.resolve(mention, env);
        int origin = mention.span().from();
        int from = 1;
        String element = "";
        for (int i = 1; i < steps; i++) {
            if (column.path().isEach(i)) {
                element = env.element(mention, column.array(i)).orElseThrow();
                from = i + 1;
            }
        }
        if (!element.isEmpty()) {
            out.add(element, origin);
        } else {
            root(mention, column, env);
        }
        for (int i = from; i < steps; i++) {
            out.add("." + SqlText.name(((Field) column.path().steps().get(i)).name()), column.offset(i));
        }
    }

    private void root(Mention mention, Resolved column, Env env) {
        int origin = mention.span().from();
        if (column.let().isEmpty()) {
            out.copy(origin, column.rootEnd());
            return;
        }
        Let let = column.let().get();
        if (let.isInline()) {
            out.add("(", origin);
            copy(let.expression(), env.withLets(column.letIndex()));
            out.end(let.expression().to());
            out.add(")", origin);
        } else {
            out.add(SqlText.name(let.alias()) + "." + SqlText.name(column.path().root()), origin);
        }
    }

    /** Leaves the mentions of a plain name in a stretch of the text to DuckDB. */
    void leave(Span span, String name) {
        found.subMap(span.from(), span.to())
                .values()
                .removeIf(what -> what instanceof Mention mention
                        && mention.path().isPlain()
                        && mention.path().root().equalsIgnoreCase(name));
    }

    /** Whether an expression is a column and nothing else. */
    boolean isMention(Span expression) {
        return found.get(expression.from()) instanceof Mention mention
                && mention.span().equals(expression);
    }

    /** Whether an expression is the same for all rows: it mentions no column. */
    boolean isConstant(Span expression, Env env) {
        return found.subMap(expression.from(), expression.to()).values().stream()
                .allMatch(what -> !(what instanceof Mention mention)
                        || resolver.resolve(mention, env)
                                .let()
                                .filter(Let::isInline)
                                .isPresent());
    }

    Mention mentionAt(int offset) {
        return (Mention) found.get(offset);
    }
}
