/**
 * Batches to Parquet files that an Iceberg table can take as they are: field ids, statistics and Iceberg's metrics are
 * made while writing. {@link io.millrace.lake.parquet.ParquetWriter} is the way in.
 *
 * <p>From the outside in: the writer owns the file and its row groups; a tree of fields turns sparse vectors into
 * definition and repetition levels; a column collects levels and values into pages; a value encoder owns the dictionary.
 */
package io.millrace.lake.parquet;
