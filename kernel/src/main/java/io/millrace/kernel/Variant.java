package io.millrace.kernel;

import io.millrace.kernel.type.DuckType;

/**
 * How DuckDB takes an expression for inputs of certain types.
 *
 * @param asText whether the inputs are cast to text, because it does not take them as they are
 * @param isCaught whether a failure gives NULL for that row alone; not so for volatile functions
 * @param type of the results, one that batches have
 */
record Variant(boolean asText, boolean isCaught, DuckType type) {
    /** The field of the struct that a result is wrapped in: without a struct the row has failed. */
    static final String VALUE = "v";

    String wrap(String expression) {
        String value = "{" + VALUE + ": CAST(" + expression + " AS " + type.text() + ")}";
        return isCaught ? "TRY(" + value + ")" : value;
    }
}
