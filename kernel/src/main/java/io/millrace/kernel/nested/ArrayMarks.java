package io.millrace.kernel.nested;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Tells the {@code []} of paths from those of types and of empty lists. */
final class ArrayMarks {
    private static final Set<String> TYPE_COMES = Set.of("::", "AS");
    private static final Set<String> NO_NAME = Set.of(
            "SELECT",
            "DISTINCT",
            "ALL",
            "WHEN",
            "THEN",
            "ELSE",
            "CASE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "WHERE",
            "BY",
            "ON",
            "HAVING",
            "BETWEEN",
            "LIKE",
            "ILIKE",
            "IS",
            "FROM",
            "QUALIFY",
            "LIMIT",
            "OFFSET",
            "USING",
            "LET",
            "ESCAPE");
    private static final Set<String> TYPES_WITH_BRACKETS = Set.of("MAP", "STRUCT", "ROW", "UNION", "LIST", "ARRAY");

    private ArrayMarks() {}

    /** The indices of the {@code [} of each. */
    static Set<Integer> find(Tokens tokens) {
        Set<Integer> marks = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.isEach(i) && isMark(tokens, i)) {
                marks.add(i);
            }
        }
        return marks;
    }

    private static boolean isMark(Tokens tokens, int bracket) {
        int first = bracket - 1;
        while (first > 1 && (tokens.is(first - 1, ".") || tokens.is(first, "]"))) {
            first -= 2;
        }
        if (!tokens.isName(first) || NO_NAME.contains(word(tokens, bracket - 1))) {
            return false;
        }
        boolean more = tokens.is(bracket + 2, ".") || tokens.isEach(bracket + 2);
        return more || !isType(tokens, first);
    }

    private static boolean isType(Tokens tokens, int name) {
        String before = word(tokens, name - 1);
        if (TYPE_COMES.contains(before)) {
            return true;
        }
        // A bare name in front of another one is a field and its type, as in STRUCT(a INT[]); keywords are not.
        if (!before.isEmpty() && Character.isJavaIdentifierPart(before.charAt(0))) {
            return !NO_NAME.contains(before);
        }
        return isInType(tokens, name);
    }

    /** {@code MAP(VARCHAR, INT[])}. */
    private static boolean isInType(Tokens tokens, int index) {
        int depth = 0;
        for (int i = index - 1; i > 0; i--) {
            if (tokens.is(i, ")")) {
                depth++;
            } else if (tokens.is(i, "(")) {
                depth--;
                if (depth < 0) {
                    boolean comes = TYPE_COMES.contains(word(tokens, i - 2))
                            || TYPES_WITH_BRACKETS.contains(word(tokens, i - 3));
                    return TYPES_WITH_BRACKETS.contains(word(tokens, i - 1)) && (comes || isInType(tokens, i - 1));
                }
            }
        }
        return false;
    }

    private static String word(Tokens tokens, int index) {
        return index < 0 ? "" : tokens.get(index).text().toUpperCase(Locale.ROOT);
    }
}
