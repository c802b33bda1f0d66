package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Found.Call;
import io.millrace.kernel.nested.Found.Kind;
import io.millrace.kernel.nested.Found.Mention;
import io.millrace.kernel.nested.Loops.Loop;
import io.millrace.kernel.nested.Loops.Sharing;
import io.millrace.kernel.nested.Resolver.Resolved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * The common-record rule. Columns that lead through the same array are computed for the same element of it; the elements
 * of different arrays are combined, the first array outermost.
 */
final class LoopFinder {
    /** A column and the LETs that it sees. */
    record Use(Mention mention, int lets) {}

    private final NavigableMap<Integer, Found> found;
    private final Resolver resolver;

    LoopFinder(NavigableMap<Integer, Found> found, Resolver resolver) {
        this.found = found;
        this.resolver = resolver;
    }

    /** The loops that an expression needs beyond those that it stands in. */
    Loops of(Span expression, Env around, Sharing sharing) {
        return of(uses(expression, around, false), around, sharing);
    }

    Loops of(List<Use> uses, Env around, Sharing sharing) {
        List<Loop> loops = new ArrayList<>();
        Env now = around;
        for (Use use : uses) {
            for (int step : unbound(use.mention(), now.withLets(use.lets()))) {
                Env before = now.withLets(use.lets());
                String array = resolver.resolve(use.mention(), before).array(step);
                loops.add(new Loop(use.mention(), step, before, array));
                now = sharing == Sharing.SHARED
                        ? now.bind(array, now.variable())
                        : now.bindOwn(use.mention(), array, now.variable());
            }
        }
        return new Loops(loops, now);
    }

    /** The steps of a column's path for whose element there is no loop yet. */
    List<Integer> unbound(Mention mention, Env around) {
        Resolved column = resolver.resolve(mention, around);
        List<Integer> steps = new ArrayList<>();
        for (int i = 1; i < column.path().steps().size(); i++) {
            if (column.path().isEach(i)
                    && around.element(mention, column.array(i)).isEmpty()) {
                steps.add(i);
            }
        }
        return steps;
    }

    /** The columns of an expression, but for those in functions that take arrays whole. */
    List<Use> uses(Span expression, Env around, boolean inAggregates) {
        List<Use> uses = new ArrayList<>();
        collect(expression, around, inAggregates, uses);
        return uses;
    }

    private void collect(Span span, Env around, boolean inAggregates, List<Use> uses) {
        int at = span.from();
        while (true) {
            Map.Entry<Integer, Found> next = found.ceilingEntry(at);
            if (next == null || next.getKey() >= span.to()) {
                return;
            }
            Found what = next.getValue();
            if (what instanceof Mention mention) {
                collect(mention, around, inAggregates, uses);
            } else if (what instanceof Call call && call.kind() == Kind.AGGREGATES && inAggregates) {
                call.arguments().forEach(argument -> collect(argument, around, true, uses));
            }
            at = what.span().to();
        }
    }

    private void collect(Mention mention, Env around, boolean inAggregates, List<Use> uses) {
        Resolved column = resolver.resolve(mention, around);
        if (column.let().filter(Let::isInline).isPresent() && !mention.hasArrays()) {
            Env inside = around.withLets(column.letIndex());
            collect(column.let().get().expression(), inside, inAggregates, uses);
        } else {
            uses.add(new Use(mention, around.lets()));
        }
    }

    /** What an argument that is taken whole sees: not the elements of its own innermost array. */
    Env whole(Span argument, Env around) {
        Set<String> innermost = new HashSet<>();
        for (Use use : uses(argument, around, true)) {
            Env sees = around.withLets(use.lets());
            if (!unbound(use.mention(), sees).isEmpty()) {
                return around;
            }
            Resolved column = resolver.resolve(use.mention(), sees);
            for (int i = column.path().steps().size() - 1; i > 0; i--) {
                if (column.path().isEach(i)) {
                    innermost.add(column.array(i));
                    break;
                }
            }
        }
        return around.without(innermost);
    }
}
