package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Core.Clause;
import io.millrace.kernel.nested.Core.Kind;
import java.util.List;
import java.util.Set;

/** Blanks out what DuckDB's parser does not know; every other character stays where it stands. */
final class Masked {
    private static final String SELECT = "SELECT ";

    private final Tokens tokens;
    private final char[] chars;

    Masked(Tokens tokens, List<Core> cores, List<Span> dropped, Set<Integer> marks) {
        this.tokens = tokens;
        this.chars = tokens.source.text().toCharArray();
        dropped.forEach(this::blank);
        marks.forEach(mark -> blank(new Span(tokens.start(mark), tokens.end(mark + 1))));
        for (Core core : cores) {
            core.items.stream()
                    .filter(item -> !item.isUsual())
                    .forEach(item ->
                            blank(new Span(item.expression().to(), item.span().to())));
        }
    }

    /** The query without its LETs. */
    String query(List<Core> cores) {
        char[] all = chars.clone();
        for (Core core : cores) {
            for (Clause clause : core.clauses) {
                if (clause.kind() == Kind.LET || clause.kind() == Kind.LET_OF_GROUPS) {
                    blank(all, new Span(tokens.start(clause.keyword()), tokens.end(clause.last() - 1)));
                }
            }
        }
        return new String(all);
    }

    /** A query of one expression, which stands where it stood. */
    String expression(Span expression, List<Core> cores) {
        char[] all = query(cores).toCharArray();
        blank(all, new Span(0, all.length));
        System.arraycopy(chars, expression.from(), all, expression.from(), expression.to() - expression.from());
        SELECT.getChars(0, SELECT.length(), all, expression.from() - SELECT.length());
        return new String(all).substring(0, expression.to());
    }

    private void blank(Span span) {
        blank(chars, span);
    }

    private static void blank(char[] chars, Span span) {
        for (int i = span.from(); i < span.to(); i++) {
            if (chars[i] != '\n') {
                chars[i] = ' ';
            }
        }
    }
}
