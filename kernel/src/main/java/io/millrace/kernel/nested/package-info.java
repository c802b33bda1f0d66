/**
 * Nested data: from Millrace's SQL with {@code items[].sku}, LET and places in the result such as {@code AS items[].sku}
 * to plain SQL of DuckDB. {@link io.millrace.kernel.nested.NestedRewriter} is the one way in; it knows no schema.
 */
package io.millrace.kernel.nested;
