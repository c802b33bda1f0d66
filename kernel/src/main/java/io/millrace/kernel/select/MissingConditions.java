package io.millrace.kernel.select;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.token.SqlToken;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the JOIN without ON in a text that is no query for want of it. */
final class MissingConditions {
    private static final Set<String> WITHOUT = Set.of("CROSS", "NATURAL", "POSITIONAL");
    private static final Set<String> KINDS = Set.of("LEFT", "RIGHT", "FULL", "INNER", "OUTER", "SEMI", "ANTI");
    private static final Set<String> ENDS = Set.of(
            "WHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "QUALIFY",
            "WINDOW",
            "LET",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "SELECT");

    private final List<SqlToken> tokens;
    private final Deque<Deque<SqlToken>> open = new ArrayDeque<>();

    private MissingConditions(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    static Optional<MillraceException> find(SelectText source, Normalized normalized) {
        return new MissingConditions(normalized.tokens())
                .first()
                .map(join -> new MillraceException(
                                ErrorCode.MISSING_JOIN_CONDITION,
                                source.location(join.start()),
                                "Cannot join without a condition: ON is missing")
                        .withHint("write JOIN table AS t ON t.key = s.key"));
    }

    private Optional<SqlToken> first() {
        open.push(new ArrayDeque<>());
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            Deque<SqlToken> joins = open.peek();
            boolean ends = token.is(")") || token.is(",") || ENDS.stream().anyMatch(token::is);
            if (ends && !joins.isEmpty()) {
                return Optional.of(joins.peek());
            }
            if (token.is("(")) {
                open.push(new ArrayDeque<>());
            } else if (token.is(")") && open.size() > 1) {
                open.pop();
            } else if (token.is("JOIN") && needsCondition(i)) {
                joins.push(token);
            } else if ((token.is("ON") || token.is("USING")) && !joins.isEmpty()) {
                joins.pop();
            }
        }
        return Optional.ofNullable(open.peek().peek());
    }

    private boolean needsCondition(int join) {
        int at = join - 1;
        while (at >= 0 && KINDS.stream().anyMatch(tokens.get(at)::is)) {
            at--;
        }
        return at < 0 || WITHOUT.stream().noneMatch(tokens.get(at)::is);
    }
}
