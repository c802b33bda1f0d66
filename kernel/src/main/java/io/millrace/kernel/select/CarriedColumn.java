package io.millrace.kernel.select;

import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlTokens;
import java.util.List;
import java.util.Optional;

/** Gives a query one item more, at the end of its list. */
public final class CarriedColumn {
    private CarriedColumn() {}

    /**
     * The query with the item in front of the FROM of its outermost SELECT, or of the one in UNNEST(SELECT ...); empty where it
     * begins otherwise.
     *
     * @param item such as {@code $event_time AS time}
     */
    public static Optional<SelectText> add(SelectText query, String item) {
        List<SqlToken> tokens = SqlTokens.split(query.text());
        int first = is(tokens, 0, "UNNEST") || is(tokens, 0, "UNNEST_OUTER") ? 2 : 0;
        if (!is(tokens, first, "SELECT")) {
            return Optional.empty();
        }
        int depth = 0;
        for (int i = first + 1; i < tokens.size() && depth >= 0; i++) {
            if (depth == 0 && tokens.get(i).is("FROM") && !is(tokens, i - 1, "DISTINCT")) {
                String comma = is(tokens, i - 1, ",") ? " " : ", ";
                return Optional.of(query.inserted(tokens.get(i - 1).end(), comma + item));
            }
            depth += opens(tokens.get(i)) ? 1 : closes(tokens.get(i)) ? -1 : 0;
        }
        return Optional.empty();
    }

    private static boolean is(List<SqlToken> tokens, int index, String word) {
        return index < tokens.size() && tokens.get(index).is(word);
    }

    private static boolean opens(SqlToken token) {
        return token.is("(") || token.is("[") || token.is("{");
    }

    private static boolean closes(SqlToken token) {
        return token.is(")") || token.is("]") || token.is("}");
    }
}
