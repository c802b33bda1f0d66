package io.millrace.formats.json;

/**
 * What is a record and what is kept of it.
 *
 * @param splitArrays whether the elements of arrays at the root are records
 * @param keepText whether the text of a record is kept in a column of its own
 * @param envelope the name of the field that holds an array of the records, if they are in an object; empty if not
 */
record JsonShape(boolean splitArrays, boolean keepText, String envelope) {
    static final JsonShape STANDARD = new JsonShape(true, false, "");
}
