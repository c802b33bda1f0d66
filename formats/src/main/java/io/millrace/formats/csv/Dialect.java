package io.millrace.formats.csv;

/**
 * How values are told apart.
 *
 * @param quote encloses values; 0 when nothing does
 * @param escape stands before a quote within quotes; the quote itself as a rule
 */
record Dialect(byte delimiter, byte quote, byte escape) {
    boolean quotes() {
        return quote != 0;
    }
}
