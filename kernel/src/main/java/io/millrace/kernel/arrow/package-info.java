/** Columns copied in bulk between Arrow's form, which DuckDB reads and writes, and the batch. */
package io.millrace.kernel.arrow;
