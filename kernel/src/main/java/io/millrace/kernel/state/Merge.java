package io.millrace.kernel.state;

import io.millrace.kernel.type.SqlText;

/** How partial states of an aggregate become one. Every rule gives the same result in whatever order states are merged. */
public enum Merge {
    COUNT("CAST(coalesce(sum(%1$s)%3$s, 0) AS BIGINT)"),
    SUM("sum(%1$s)%3$s"),
    MIN("min(%1$s)%3$s"),
    MAX("max(%1$s)%3$s"),
    AND("bool_and(%1$s)%3$s"),
    OR("bool_or(%1$s)%3$s"),
    /** The value whose rank is the greatest. */
    LAST("arg_max(%1$s, %2$s)%3$s"),
    /** The value whose rank is the least. */
    FIRST("arg_min(%1$s, %2$s)%3$s"),
    /** All values, each once, in ascending order. */
    SET("list_sort(list_distinct(flatten(list(%1$s) FILTER (WHERE %1$s IS NOT NULL)%3$s)))"),
    /** As {@link #SET}, the least so many. */
    LEAST("list_slice(list_sort(list_distinct(flatten(list(%1$s) FILTER (WHERE %1$s IS NOT NULL)%3$s))), 1, %4$d)"),
    /** The greatest so many, the greatest first. */
    LAST_OF("list_slice(list_reverse_sort(flatten(list(%1$s) FILTER (WHERE %1$s IS NOT NULL)%3$s)), 1, %4$d)"),
    /** The least so many, the least first. */
    FIRST_OF("list_slice(list_sort(flatten(list(%1$s) FILTER (WHERE %1$s IS NOT NULL)%3$s)), 1, %4$d)");

    private final String sql;

    Merge(String sql) {
        this.sql = sql;
    }

    /** The SQL that merges the states in a column; {@code over} is empty, or an OVER clause. */
    String sql(ViewRecipe.State state, String over) {
        return sql.formatted(SqlText.name(state.column()), SqlText.name(state.rank()), over, state.count());
    }
}
