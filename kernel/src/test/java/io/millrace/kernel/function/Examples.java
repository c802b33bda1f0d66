package io.millrace.kernel.function;

/** Expressions as queries. */
final class Examples {
    private Examples() {}

    /** A query whose one column, {@code v}, is an expression, which may bring rows of its own. */
    static String query(String expression) {
        return expression.contains(" FROM ")
                ? "SELECT (SELECT " + expression + ") AS v"
                : "SELECT " + expression + " AS v";
    }
}
