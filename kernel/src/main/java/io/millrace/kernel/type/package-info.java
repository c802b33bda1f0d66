/** DuckDB's types, and how they and Iceberg's correspond. */
package io.millrace.kernel.type;
