package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Core.Clause;
import io.millrace.kernel.nested.Core.Kind;
import io.millrace.kernel.nested.Core.Shape;
import io.millrace.spi.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the SELECTs of a query and their clauses. */
final class LayoutReader {
    /**
     * What was found.
     *
     * @param cores in the order of the text
     * @param dropped {@code UNNEST} and, around the whole query, its brackets
     */
    record Layout(List<Core> cores, List<Span> dropped) {}

    private static final Set<String> QUERY_STARTS = Set.of("SELECT", "FROM", "WITH", "VALUES");
    private static final Set<String> UNNESTS = Set.of("UNNEST", "UNNEST_OUTER");
    private static final Set<String> SET_OPERATIONS = Set.of("UNION", "INTERSECT", "EXCEPT");

    private final Tokens tokens;
    private final List<Core> cores = new ArrayList<>();
    private final List<Span> dropped = new ArrayList<>();

    private LayoutReader(Tokens tokens) {
        this.tokens = tokens;
    }

    static Layout read(Tokens tokens) {
        LayoutReader reader = new LayoutReader(tokens);
        reader.top();
        return new Layout(reader.cores, reader.dropped);
    }

    private void top() {
        int end = tokens.size();
        while (tokens.is(end - 1, ";")) {
            end--;
        }
        if (!isUnnest(0)) {
            query(0, end, Shape.ROWS);
            return;
        }
        int close = tokens.closing(1, end);
        if (!tokens.is(close, ")")) {
            throw tokens.error(
                    ErrorCode.SYNTAX_ERROR,
                    1,
                    "Cannot find the closing bracket of: " + tokens.get(0).text() + "(");
        }
        if (close + 1 < end) {
            throw tokens.error(
                    ErrorCode.SYNTAX_ERROR,
                    close + 1,
                    "Cannot continue after UNNEST(...): "
                            + tokens.get(close + 1).text());
        }
        dropped.add(new Span(tokens.start(0), tokens.end(1)));
        dropped.add(new Span(tokens.start(close), tokens.end(close)));
        query(2, close, shape(0));
    }

    /** {@code UNNEST(SELECT}; {@code unnest((SELECT ...))} is a function of one value. */
    private boolean isUnnest(int index) {
        return tokens.isAny(index, UNNESTS) && tokens.is(index + 1, "(") && tokens.isAny(index + 2, QUERY_STARTS);
    }

    private Shape shape(int unnest) {
        return tokens.is(unnest, "UNNEST") ? Shape.UNNESTED : Shape.UNNESTED_OUTER;
    }

    private void query(int first, int last, Shape shape) {
        Core core = null;
        for (int i = first; i < last; i++) {
            if (tokens.opens(i)) {
                i = brackets(i, last);
                continue;
            }
            if (isSetOperation(i)) {
                finish(core, i);
                core = null;
                continue;
            }
            Kind kind = kind(i, core);
            if (kind == null) {
                continue;
            }
            if (core == null) {
                core = new Core(shape);
                cores.add(core);
            }
            i = begin(core, kind, i);
        }
        finish(core, last);
    }

    private int begin(Core core, Kind kind, int keyword) {
        close(core, keyword);
        int first = keyword + 1;
        if (kind == Kind.SELECT && (tokens.is(first, "DISTINCT") || tokens.is(first, "ALL"))) {
            boolean on = tokens.is(first + 1, "ON") && tokens.is(first + 2, "(");
            first = on ? tokens.closing(first + 2, tokens.size()) + 1 : first + 1;
        } else if (kind == Kind.GROUP_BY || (tokens.is(keyword, "ORDER") && tokens.is(first, "BY"))) {
            first++;
        }
        core.clauses.add(new Clause(kind, keyword, first, first));
        return first - 1;
    }

    private void close(Core core, int last) {
        int open = core.clauses.size() - 1;
        if (open >= 0) {
            Clause clause = core.clauses.get(open);
            core.clauses.set(open, new Clause(clause.kind(), clause.keyword(), clause.first(), last));
        }
    }

    private void finish(Core core, int last) {
        if (core != null) {
            close(core, last);
            core.span = new Span(tokens.start(core.clauses.get(0).keyword()), tokens.end(last - 1));
        }
    }

    /** Looks into brackets for queries; returns the one that closes them. */
    private int brackets(int open, int last) {
        int close = tokens.closing(open, last);
        if (tokens.is(open, "(") && tokens.isAny(open + 1, QUERY_STARTS)) {
            boolean unnest = isUnnest(open - 1);
            if (unnest) {
                dropped.add(new Span(tokens.start(open - 1), tokens.end(open - 1)));
            }
            query(open + 1, close, unnest ? shape(open - 1) : Shape.ROWS);
            return close;
        }
        for (int i = open + 1; i < close; i++) {
            if (tokens.opens(i)) {
                i = brackets(i, close);
            }
        }
        return close;
    }

    private boolean isSetOperation(int i) {
        return tokens.isAny(i, SET_OPERATIONS) && !tokens.is(i - 1, "*") && !tokens.is(i - 1, ".");
    }

    private Kind kind(int i, Core core) {
        if (tokens.is(i - 1, ".") || tokens.is(i - 1, "AS")) {
            return null;
        }
        if (tokens.is(i, "SELECT")) {
            return Kind.SELECT;
        }
        if (tokens.is(i, "FROM")) {
            return tokens.is(i - 1, "DISTINCT") && core != null ? null : Kind.FROM;
        }
        if (core == null) {
            return null;
        }
        if (tokens.is(i, "LET")) {
            boolean assigns = core.has(Kind.FROM)
                    && tokens.path(i + 1)
                            .filter(path -> tokens.is(path.next(), "="))
                            .isPresent();
            return !assigns ? null : core.has(Kind.GROUP_BY) ? Kind.LET_OF_GROUPS : Kind.LET;
        }
        return other(i);
    }

    private Kind other(int i) {
        if (tokens.is(i, "WHERE")) {
            return Kind.WHERE;
        }
        if (tokens.is(i, "GROUP") && tokens.is(i + 1, "BY")) {
            return Kind.GROUP_BY;
        }
        boolean two = (tokens.is(i, "ORDER") && tokens.is(i + 1, "BY"))
                || (tokens.is(i, "USING") && tokens.is(i + 1, "SAMPLE"));
        boolean one =
                tokens.is(i, "HAVING") || tokens.is(i, "QUALIFY") || tokens.is(i, "LIMIT") || tokens.is(i, "OFFSET");
        return two || one ? Kind.OTHER : null;
    }
}
