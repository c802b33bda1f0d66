package io.millrace.lake.parquet;

import java.util.Optional;
import org.apache.parquet.format.Statistics;

/** The least and the greatest value of a column, of one chunk or of the file. */
interface Bounds {
    /** Takes in the bounds of another chunk of the same column. */
    void merge(Bounds other);

    void clear();

    /** Sets what Parquet's footer says of a chunk; leaves unset what a reader could misunderstand. */
    void describe(Statistics statistics);

    /** The least value as Iceberg's Java type, at most; absent when there is none. */
    Optional<Object> lower();

    /** The greatest value as Iceberg's Java type, at least; absent when there is none or it cannot be told. */
    Optional<Object> upper();

    /** How many values are not a number. */
    default long notNumbers() {
        return 0;
    }
}
