package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.util.Set;

/**
 * A table on the right of a join.
 *
 * @param table its index among the tables
 * @param type INNER, LEFT, RIGHT and so on
 * @param location where the join is written
 * @param equated names of its columns, in lower case, that ON requires to be equal to something else
 * @param left the indexes of the tables to its left in the same FROM
 */
public record JoinUse(
        int table, String type, Form form, SourceLocation location, Set<String> equated, Set<Integer> left) {
    /** How the rows that belong together are told. */
    public enum Form {
        /** {@code ON} with a condition that mentions columns. */
        CONDITION,
        /** {@code USING (...)}, or {@code NATURAL}. */
        NAMES,
        /** A comma or {@code CROSS JOIN}, and a condition in WHERE. */
        FILTER,
        /** Every row of one belongs to every row of the other. */
        NONE
    }

    public JoinUse {
        requireNonNull(type, "type is null");
        requireNonNull(form, "form is null");
        requireNonNull(location, "location is null");
        equated = Set.copyOf(equated);
        left = Set.copyOf(left);
    }
}
