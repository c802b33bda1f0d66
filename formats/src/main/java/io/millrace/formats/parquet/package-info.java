/** Parquet: footer and pages read by ourselves, values decoded by the project's own library, without Hadoop. */
package io.millrace.formats.parquet;
