/**
 * The function library: what Presto, Athena and SQLake name, on top of DuckDB's own. Each family has a file of declarations
 * in the resources; {@link io.millrace.kernel.function.FunctionLibrary} reads them, the calls of a query are rewritten to
 * DuckDB's by {@link io.millrace.kernel.function.CallRewriter}, and what DuckDB lacks is installed when a query first
 * needs it.
 */
package io.millrace.kernel.function;
