package io.millrace.lake.parquet;

/** The distinct values of a column chunk, numbered in the order in which they came. */
interface Dictionary {
    /** Whether there can be one at all. */
    default boolean possible() {
        return true;
    }

    int size();

    /** The size of the dictionary page before compression. */
    long plainBytes();

    /** Appends all values in plain encoding. */
    void encode(ByteSink out);

    /** Appends the values of {@code count} indices in plain encoding. */
    void expand(int[] indices, int count, ByteSink out);

    long memory();

    /** Removes all values and keeps the memory. */
    void clear();

    /** Removes all values and gives the memory back. */
    void release();
}
