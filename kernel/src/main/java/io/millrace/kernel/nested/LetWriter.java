package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Loops.Sharing;
import io.millrace.kernel.nested.Resolver.Resolved;
import io.millrace.kernel.nested.Step.Field;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.type.SqlText;

/** Writes LETs as entries of FROM, each of which makes one row of one row: DuckDB computes them in place. */
final class LetWriter {
    private final SelectText source;
    private final ExpressionWriter expressions;

    LetWriter(SelectText source, ExpressionWriter expressions) {
        this.source = source;
        this.expressions = expressions;
    }

    /** The LETs of a SELECT; those that mention no column are left to where they are mentioned. */
    void write(Core core) {
        for (int i = 0; i < core.lets.size(); i++) {
            Let let = core.lets.get(i);
            if (!let.isInline()) {
                write(let, Env.of(core, i));
            }
        }
    }

    private void write(Let let, Env env) {
        Out out = expressions.out;
        Resolved target = expressions.resolver().resolve(let.target(), env);
        int origin = let.target().span().from();
        out.add(", LATERAL (SELECT unnest([", origin);
        if (target.path().isPlain()) {
            expressions.value(let.expression(), env, Sharing.SEPARATE);
        } else {
            String root = target.let().isPresent()
                    ? name(target.let().get().alias()) + "."
                            + name(target.path().root())
                    : source.text().substring(origin, target.rootEnd());
            place(let, target, root, 1, env);
        }
        out.add(
                "])) AS " + name(let.alias()) + "(" + name(target.path().root()) + ")",
                let.expression().to());
    }

    /** A value with that of the LET put inside it. */
    private void place(Let let, Resolved target, String into, int step, Env env) {
        Out out = expressions.out;
        int origin = let.target().span().from();
        if (step == target.path().steps().size()) {
            expressions.value(let.expression(), env, Sharing.SEPARATE);
            out.end(let.expression().to());
        } else if (target.path().steps().get(step) instanceof Field field) {
            String name = name(field.name());
            out.add("struct_update(" + into + ", " + name + " := ", origin);
            place(let, target, into + "." + name, step + 1, env);
            out.add(")", origin);
        } else {
            String element = env.variable();
            boolean record = step + 1 < target.path().steps().size();
            out.add("list_transform(" + into + ", lambda " + element + ": ", origin);
            out.add(record ? "CASE WHEN " + element + " IS NOT NULL THEN " : "", origin);
            place(let, target, element, step + 1, env.bind(target.array(step), element));
            out.add(record ? " END)" : ")", origin);
        }
    }

    private static String name(String name) {
        return SqlText.name(name);
    }
}
