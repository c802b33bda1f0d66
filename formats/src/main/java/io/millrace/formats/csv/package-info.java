/** Separated values to columnar batches, in one pass. */
package io.millrace.formats.csv;
