/** What is computed in Java because DuckDB has no function for it: a class for each family. */
package io.millrace.kernel.function.computed;
