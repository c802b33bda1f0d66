package io.millrace.lake.parquet;

import static java.util.Objects.requireNonNull;

import org.apache.iceberg.MetricsConfig;

/**
 * How a file is laid out. A page, a dictionary and a row group may exceed their limits by one row, one value and one
 * batch.
 *
 * @param compression of the pages
 * @param rowGroupBytes the size of a row group in the file; what is buffered of it takes at most about twice as much
 * @param pageBytes the size of a page before compression
 * @param dictionaryBytes the largest dictionary; a column that needs a larger one is written without
 * @param metrics which of Iceberg's metrics are collected for which column
 */
public record ParquetWriteOptions(
        Compression compression, long rowGroupBytes, int pageBytes, int dictionaryBytes, MetricsConfig metrics) {
    private static final int MIB = 1 << 20;

    public ParquetWriteOptions {
        requireNonNull(compression, "compression is null");
        requireNonNull(metrics, "metrics is null");
        if (rowGroupBytes < 1 || pageBytes < 1 || dictionaryBytes < 0) {
            throw new IllegalArgumentException("Cannot write pages of " + pageBytes + " bytes in row groups of "
                    + rowGroupBytes + " with dictionaries of " + dictionaryBytes);
        }
    }

    /**
     * Zstandard at level 1, which takes a tenth less CPU per event than level 3 and 2% more bytes; row groups of 128 MiB,
     * pages and dictionaries of 1 MiB, Iceberg's default metrics.
     */
    public static ParquetWriteOptions defaults() {
        return new ParquetWriteOptions(Compression.zstd(1), 128L * MIB, MIB, MIB, MetricsConfig.getDefault());
    }

    public ParquetWriteOptions withCompression(Compression value) {
        return new ParquetWriteOptions(value, rowGroupBytes, pageBytes, dictionaryBytes, metrics);
    }

    public ParquetWriteOptions withRowGroupBytes(long value) {
        return new ParquetWriteOptions(compression, value, pageBytes, dictionaryBytes, metrics);
    }

    public ParquetWriteOptions withPageBytes(int value) {
        return new ParquetWriteOptions(compression, rowGroupBytes, value, dictionaryBytes, metrics);
    }

    public ParquetWriteOptions withDictionaryBytes(int value) {
        return new ParquetWriteOptions(compression, rowGroupBytes, pageBytes, value, metrics);
    }

    public ParquetWriteOptions withMetrics(MetricsConfig value) {
        return new ParquetWriteOptions(compression, rowGroupBytes, pageBytes, dictionaryBytes, value);
    }
}
