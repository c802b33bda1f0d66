package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Core.Clause;
import io.millrace.kernel.nested.Core.Kind;
import io.millrace.kernel.nested.Tokens.ReadPath;
import io.millrace.spi.error.ErrorCode;
import io.millrace.sql.token.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what DuckDB's parser does not know: LET, and aliases that are paths. */
final class ClauseReader {
    /** Words behind which an expression goes on. */
    private static final Set<String> GOES_ON = Set.of(
            "ALL",
            "AND",
            "AT",
            "BETWEEN",
            "BY",
            "CASE",
            "COLLATE",
            "DATE",
            "DISTINCT",
            "ELSE",
            "ESCAPE",
            "FROM",
            "GLOB",
            "ILIKE",
            "IN",
            "INTERVAL",
            "IS",
            "LIKE",
            "NOT",
            "OR",
            "SIMILAR",
            "THEN",
            "TIME",
            "TIMESTAMP",
            "TO",
            "WHEN");

    private final Tokens tokens;
    private int lets;

    ClauseReader(Tokens tokens) {
        this.tokens = tokens;
    }

    void read(List<Core> cores) {
        for (Core core : cores) {
            for (Clause clause : core.clauses) {
                switch (clause.kind()) {
                    case SELECT ->
                        tokens.list(clause.first(), clause.last()).forEach(part -> core.items.add(item(part)));
                    case LET, LET_OF_GROUPS ->
                        tokens.list(clause.first(), clause.last())
                                .forEach(part -> core.lets.add(let(part, clause.kind() == Kind.LET_OF_GROUPS)));
                    default -> {}
                }
            }
        }
    }

    private Let let(Span part, boolean ofGroups) {
        Optional<ReadPath> target =
                tokens.path(part.from()).filter(path -> tokens.is(path.next(), "=") && path.next() + 1 < part.to());
        if (target.isEmpty()) {
            throw tokens.error(ErrorCode.SYNTAX_ERROR, part.from(), "Cannot read LET")
                    .withHint("write LET name = expression, items[].name = expression");
        }
        Path path = target.get().path();
        if (ofGroups && !path.isPlain()) {
            throw tokens.error(ErrorCode.INVALID_QUERY, part.from(), "Cannot place what is computed of groups: " + path)
                    .withHint("behind GROUP BY, LET takes names");
        }
        Span expression = new Span(tokens.start(target.get().next() + 1), tokens.end(part.to() - 1));
        return new Let(
                ++lets,
                mention(part.from(), path),
                expression,
                tokens.source.location(tokens.start(part.from())),
                ofGroups,
                ofGroups);
    }

    private Found.Mention mention(int first, Path path) {
        List<Span> names = new ArrayList<>();
        int at = first;
        for (Step step : path.steps()) {
            if (step == Step.EACH) {
                at += 2;
            } else {
                at = tokens.is(at, ".") ? at + 1 : at;
                names.add(new Span(tokens.start(at), tokens.end(at++)));
            }
        }
        return new Found.Mention(new Span(tokens.start(first), tokens.end(at - 1)), path, names);
    }

    private Item item(Span part) {
        int as = lastAs(part);
        Span span = new Span(tokens.start(part.from()), tokens.end(part.to() - 1));
        boolean star = tokens.is(part.from(), "*");
        int name = as < 0 ? typedName(part) : as + 1;
        if (name < 0) {
            return new Item(span, span, Optional.empty(), Optional.empty(), star);
        }
        Optional<ReadPath> alias = tokens.path(name);
        int next = alias.map(ReadPath::next).orElse(part.to());
        boolean typed = tokens.is(next, "::") && next + 1 < part.to();
        if (alias.isEmpty() || (next != part.to() && !typed)) {
            return new Item(span, span, Optional.empty(), Optional.empty(), star);
        }
        Optional<Span> type = typed ? Optional.of(new Span(tokens.start(next + 1), span.to())) : Optional.empty();
        Span expression = new Span(span.from(), tokens.end(as < 0 ? name - 1 : as - 1));
        return new Item(span, expression, alias.map(ReadPath::path), type, star);
    }

    /** The name in {@code expression name::type}, where AS is left out, or -1. */
    private int typedName(Span part) {
        int cast = -1;
        for (int i = part.from(); i < part.to(); i++) {
            if (tokens.opens(i)) {
                i = tokens.closing(i, part.to());
            } else if (tokens.is(i, "::")) {
                cast = i;
            }
        }
        int name = cast - 1;
        if (name <= part.from() || !tokens.isName(name)) {
            return -1;
        }
        SqlToken before = tokens.get(name - 1);
        boolean ends = before.is(")")
                || before.is("]")
                || before.kind() == SqlToken.Kind.STRING
                || before.kind() == SqlToken.Kind.NUMBER
                || (before.isName() && !GOES_ON.contains(before.text().toUpperCase(Locale.ROOT)));
        return ends ? name : -1;
    }

    /** The AS that stands in no brackets, or -1. */
    private int lastAs(Span part) {
        int as = -1;
        for (int i = part.from(); i < part.to(); i++) {
            if (tokens.opens(i)) {
                i = tokens.closing(i, part.to());
            } else if (tokens.is(i, "AS") && i > part.from()) {
                as = i;
            }
        }
        return as;
    }
}
