package io.millrace.kernel.nested;

import java.util.List;

/** Something in the text that may be written otherwise. */
sealed interface Found {
    Span span();

    /**
     * A column.
     *
     * @param path catalog, schema and table in front of it included
     * @param names where each of its names stands
     */
    record Mention(Span span, Path path, List<Span> names) implements Found {
        boolean hasArrays() {
            return path.arrays() > 0;
        }
    }

    /**
     * A call that takes arrays whole, or aggregates.
     *
     * @param name in lower case
     * @param isPlain without DISTINCT, FILTER and ORDER BY
     */
    record Call(Span span, String name, Kind kind, List<Span> arguments, boolean isPlain) implements Found {}

    /** A SELECT in brackets, or an operand of UNION. */
    record Inner(Span span, Core core) implements Found {}

    /** Words that are left out. */
    record Dropped(Span span) implements Found {}

    /** What a call does with the elements of arrays. */
    enum Kind {
        TAKES_ARRAYS,
        ZIPS,
        AGGREGATES
    }
}
