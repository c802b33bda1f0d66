/** What a table name in a query stands for: the data files that Iceberg planned, or rows in memory. */
package io.millrace.kernel.relation;
