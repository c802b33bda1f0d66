/** The embedded SQL kernel: DuckDB computes, Iceberg says which files. Start with {@link io.millrace.kernel.Kernel}. */
package io.millrace.kernel;
