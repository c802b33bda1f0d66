package io.millrace.kernel;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.batch.Column;
import java.util.BitSet;

/**
 * The results of an expression over a batch.
 *
 * @param column its values by row; of several kinds where it is over values of several kinds
 * @param failed the rows for which it could not be computed, which have no value
 */
public record Evaluated(Column column, BitSet failed) {
    public Evaluated {
        requireNonNull(column, "column is null");
        requireNonNull(failed, "failed is null");
    }
}
