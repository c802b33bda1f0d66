package io.millrace.kernel.relation;

import java.util.function.LongConsumer;

/** Rows of a data file, by their ordinal from 0. */
public interface RowPositions {
    RowPositions NONE = each -> {};

    /** Gives each position once, ascending. */
    void forEach(LongConsumer each);
}
