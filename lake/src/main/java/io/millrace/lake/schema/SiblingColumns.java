package io.millrace.lake.schema;

import java.util.Optional;

/** Says of a column {@code <field>_<type>} in its comment which field's values it holds. */
public final class SiblingColumns {
    private static final String BEFORE = "values of ";
    private static final String BEHIND = " that do not fit its type";

    private SiblingColumns() {}

    static String doc(String field) {
        return BEFORE + field + BEHIND;
    }

    /** The field whose values a column holds, by the column's comment; empty for a field's own column. */
    public static Optional<String> field(String doc) {
        return doc.startsWith(BEFORE) && doc.endsWith(BEHIND)
                ? Optional.of(doc.substring(BEFORE.length(), doc.length() - BEHIND.length()))
                : Optional.empty();
    }
}
