package io.millrace.kernel.lineage;

/** How a result depends on a field; each of the first three is more than the one before. */
public enum Derivation {
    /** The value is taken as it is. */
    IDENTITY,
    /** The value is computed from the field, and perhaps others of the same row. */
    EXPRESSION,
    /** The value is computed from the field in several rows: by an aggregate or a window function. */
    AGGREGATE,
    /** The field decides which rows there are: in WHERE, ON, GROUP BY, HAVING and the like. */
    FILTER;

    Derivation max(Derivation other) {
        return compareTo(other) < 0 ? other : this;
    }
}
