/** What a SELECT says before any schema is known: its tables, its time filter, and the text DuckDB is to be given. */
package io.millrace.kernel.select;
