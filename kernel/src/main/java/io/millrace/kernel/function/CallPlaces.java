package io.millrace.kernel.function;

import io.millrace.kernel.nested.Span;
import io.millrace.kernel.nested.Tokens;
import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlToken.Kind;
import java.util.Locale;
import java.util.Set;

/** Tells calls of functions from what looks like one. */
final class CallPlaces {
    /** Words that an expression, or a table function, can stand behind. */
    private static final Set<String> BEFORE = Set.of(
            "SELECT",
            "DISTINCT",
            "ALL",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "LIKE",
            "ILIKE",
            "BETWEEN",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "ON",
            "BY",
            "HAVING",
            "LIMIT",
            "OFFSET",
            "QUALIFY",
            "VALUES",
            "IS",
            "ESCAPE",
            "TO",
            "FROM",
            "JOIN",
            "LATERAL",
            "EXPECT",
            "LET",
            "GLOB",
            "ANY",
            "SOME",
            "EXCLUDE",
            "ROW",
            "UNNEST",
            "EXISTS",
            "RETURNING",
            "PARTITION",
            "ORDER",
            "INTERVAL",
            "SET",
            "USING");

    private static final Set<String> SPECIAL_NAMES = Set.of("trim", "substring", "position", "overlay", "extract");
    /** Words that stand between arguments in forms of the language's own, such as {@code trim(BOTH FROM x)}. */
    private static final Set<String> SPECIAL = Set.of("FROM", "IN", "PLACING", "BOTH", "LEADING", "TRAILING");

    private final Tokens tokens;

    CallPlaces(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Whether a function is called by the name at a token. */
    boolean isCall(int token) {
        SqlToken name = tokens.get(token);
        if (name.kind() != Kind.IDENTIFIER || !tokens.is(token + 1, "(")) {
            return false;
        }
        if (token == 0) {
            return true;
        }
        SqlToken before = tokens.get(token - 1);
        boolean ofStar = before.is("*") && name.is("REPLACE");
        boolean ofTable = name.is("REPEAT") && (before.is("FROM") || before.is("JOIN"));
        if (before.is(".") || before.is("::") || ofStar || ofTable) {
            return false;
        }
        if (before.kind() == Kind.IDENTIFIER) {
            return BEFORE.contains(before.text().toUpperCase(Locale.ROOT));
        }
        return before.kind() == Kind.PUNCTUATION && !closes(before);
    }

    private static boolean closes(SqlToken token) {
        return token.is(")") || token.is("]") || token.is("}");
    }

    /** Whether the arguments of a call are a form of the language's own. */
    boolean isSpecial(String name, int open, int close) {
        if (name.equalsIgnoreCase("zip") && tokens.get(open + 1).kind() == Kind.STRING) {
            return true;
        }
        if (!SPECIAL_NAMES.contains(name.toLowerCase(Locale.ROOT))) {
            return false;
        }
        for (int i = open + 1; i < close; i++) {
            if (tokens.opens(i)) {
                i = tokens.closing(i, close);
            } else if (tokens.isAny(i, SPECIAL)) {
                return true;
            }
        }
        return false;
    }

    /** The FILTER and the OVER clause behind a call that ends with a token. */
    Span clauses(int close) {
        int end = close + 1;
        while ((tokens.is(end, "FILTER") || tokens.is(end, "OVER")) && tokens.is(end + 1, "(")) {
            end = tokens.closing(end + 1, tokens.size()) + 1;
        }
        return new Span(close + 1, end);
    }
}
