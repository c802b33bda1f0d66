/** Rows of data files that are deleted: deletion vectors, as Iceberg 3 has them. */
package io.millrace.lake.deletes;
