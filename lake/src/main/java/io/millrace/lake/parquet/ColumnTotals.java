package io.millrace.lake.parquet;

/** What a column comes to over all row groups of the file. */
final class ColumnTotals {
    private final Bounds bounds;
    private long bytes;
    private long entries;
    private long nulls;

    ColumnTotals(Bounds bounds) {
        this.bounds = bounds;
    }

    void add(long chunkBytes, long chunkEntries, long chunkValues, Bounds chunkBounds) {
        bytes += chunkBytes;
        entries += chunkEntries;
        nulls += chunkEntries - chunkValues;
        bounds.merge(chunkBounds);
    }

    Bounds bounds() {
        return bounds;
    }

    long bytes() {
        return bytes;
    }

    long entries() {
        return entries;
    }

    long nulls() {
        return nulls;
    }
}
