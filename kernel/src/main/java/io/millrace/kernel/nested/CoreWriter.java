package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Core.Clause;
import io.millrace.kernel.nested.Core.Kind;
import io.millrace.kernel.nested.Core.Shape;
import io.millrace.kernel.nested.LoopFinder.Use;
import io.millrace.kernel.nested.Loops.Loop;
import io.millrace.kernel.nested.Loops.Sharing;
import io.millrace.kernel.select.Rewriting.Product;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.sql.token.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a SELECT. */
final class CoreWriter {
    private final Tokens tokens;
    private final ExpressionWriter expressions;
    private final LetWriter lets;
    private final ItemWriter items;
    private final List<Product> products = new ArrayList<>();
    private int unnested;

    CoreWriter(Tokens tokens, ExpressionWriter expressions, boolean naming) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.lets = new LetWriter(tokens.source, expressions);
        this.items = new ItemWriter(tokens.source, expressions, naming);
        expressions.queriesBy(this::write);
    }

    /** Arrays that no row has both of, and that are combined all the same. */
    List<Product> products() {
        return products;
    }

    private void write(Core core) {
        Env env = Env.of(core, core.lets.size());
        List<String> hidden = new ArrayList<>();
        Out out = expressions.out;
        int at = core.span.from();
        boolean bare = !core.has(Kind.SELECT);
        // FROM t LET ... SELECT: what FROM adds has to be known before the list is written, wherever it stands.
        markConstants(core);
        keepAliases(core);
        hide(core, hidden);
        Loops rows = core.shape == Shape.ROWS ? new Loops(List.of(), env) : rows(core, env);
        String row = SqlText.name("each:" + (unnested + 1));
        Env inside = unnested(rows, row, hidden);
        if (bare && !hidden.isEmpty()) {
            out.add("SELECT * EXCLUDE (" + String.join(", ", hidden) + ") ", at);
        }
        for (Clause clause : core.clauses) {
            int first = span(clause).from();
            int last = span(clause).to();
            if (clause.kind() == Kind.LET || clause.kind() == Kind.LET_OF_GROUPS) {
                at = last;
                continue;
            }
            out.copy(at, first);
            switch (clause.kind()) {
                case SELECT -> items.write(core, inside, hidden);
                case FROM -> {
                    expressions.copy(new Span(first, last), Env.of(core, 0));
                    out.end(last);
                    lets.write(core);
                    unnest(core, rows, row, last);
                }
                default -> {
                    expressions.copy(new Span(first, last), inside);
                    out.end(last);
                }
            }
            at = last;
        }
        out.copy(at, core.span.to());
    }

    /** ORDER BY sees the names of the result before all others, and counts its columns. */
    private void keepAliases(Core core) {
        boolean merges = items.merges(core);
        for (Clause clause : core.clauses) {
            boolean order = tokens.is(clause.keyword(), "ORDER");
            if (order) {
                core.items.forEach(item -> item.alias()
                        .filter(Path::isPlain)
                        .ifPresent(alias -> expressions.leave(span(clause), alias.root())));
            }
            if (merges && (order || clause.kind() == Kind.GROUP_BY)) {
                tokens.list(clause.first(), clause.last()).forEach(this::requireNoNumber);
            }
        }
    }

    private void requireNoNumber(Span part) {
        if (tokens.get(part.from()).kind() == SqlToken.Kind.NUMBER) {
            throw tokens.error(
                            ErrorCode.INVALID_QUERY,
                            part.from(),
                            "Cannot count columns where several items go into one: "
                                    + tokens.get(part.from()).text())
                    .withHint("write the expression itself");
        }
    }

    private Span span(Clause clause) {
        int from = tokens.start(clause.first());
        return new Span(from, clause.last() > clause.first() ? tokens.end(clause.last() - 1) : from);
    }

    private void markConstants(Core core) {
        for (int i = 0; i < core.lets.size(); i++) {
            Let let = core.lets.get(i);
            if (let.target().path().isPlain() && expressions.isConstant(let.expression(), Env.of(core, i))) {
                core.lets.set(i, let.inline());
            }
        }
    }

    private void hide(Core core, List<String> hidden) {
        Env env = Env.of(core, core.lets.size());
        for (Let let : core.lets) {
            if (!let.isInline()) {
                String root = expressions.resolver().target(let, env).root();
                hidden.add(SqlText.name(let.alias()) + "." + SqlText.name(root));
            }
        }
    }

    /** What the parts of {@code UNNEST(SELECT ...)} see: the elements that the row is made of. */
    private Env unnested(Loops rows, String row, List<String> hidden) {
        int count = rows.list().size();
        if (count == 0) {
            return rows.env();
        }
        unnested++;
        String column = row + ".\"e\"";
        hidden.add(column);
        Env inside = rows.list().get(0).env().withLets(rows.env().lets());
        for (int i = 0; i < count; i++) {
            String element = count == 1 ? column : column + ".\"e" + (i + 1) + "\"";
            inside = inside.bind(rows.list().get(i).array(), element);
        }
        return inside;
    }

    private Loops rows(Core core, Env env) {
        List<Use> uses = new ArrayList<>();
        core.items.forEach(item -> uses.addAll(expressions.loops().uses(item.expression(), env, true)));
        for (Clause clause : core.clauses) {
            if (clause.kind() == Kind.WHERE || clause.kind() == Kind.GROUP_BY || clause.kind() == Kind.OTHER) {
                uses.addAll(expressions.loops().uses(span(clause), env, true));
            }
        }
        return expressions.loops().of(uses, env, Sharing.SHARED);
    }

    private void unnest(Core core, Loops loops, String name, int at) {
        if (loops.list().isEmpty()) {
            return;
        }
        note(loops);
        Out out = expressions.out;
        out.add(", LATERAL (SELECT unnest(", at);
        int count = loops.list().size();
        for (int i = 0; i < count; i++) {
            Loop loop = loops.list().get(i);
            out.add(count == 1 ? "" : i + 1 == count ? "list_transform(" : "flatten(list_transform(", at);
            array(core, loop);
            out.add(count == 1 ? "" : ", lambda " + loop.variable() + ": ", at);
        }
        if (count > 1) {
            String row = IntStream.rangeClosed(1, count)
                    .mapToObj(i ->
                            "\"e%d\" := %s".formatted(i, loops.list().get(i - 1).variable()))
                    .collect(Collectors.joining(", ", "struct_pack(", ")"));
            out.add(row + ")" + "))".repeat(count - 1), at);
        }
        out.add(")) AS " + name + "(\"e\")", at);
    }

    private void array(Core core, Loop loop) {
        if (core.shape == Shape.UNNESTED) {
            expressions.path(loop.mention(), loop.step(), loop.env());
            return;
        }
        int origin = loop.mention().span().from();
        expressions.out.add("CASE WHEN len(", origin);
        expressions.path(loop.mention(), loop.step(), loop.env());
        expressions.out.add(") > 0 THEN ", origin);
        expressions.path(loop.mention(), loop.step(), loop.env());
        expressions.out.add(" ELSE [NULL] END", origin);
    }

    private void note(Loops loops) {
        for (int i = 1; i < loops.list().size(); i++) {
            Loop outer = loops.list().get(i - 1);
            Loop inner = loops.list().get(i);
            if (!inner.array().startsWith(outer.array() + "[]")) {
                products.add(new Product(
                        tokens.source.location(inner.mention().span().from()), written(outer), written(inner)));
            }
        }
    }

    private String written(Loop loop) {
        Path path = expressions.resolver().resolve(loop.mention(), loop.env()).path();
        return new Path(path.steps().subList(0, loop.step() + 1)).toString();
    }
}
