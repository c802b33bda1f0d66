package io.millrace.formats.parquet;

import java.io.IOException;
import java.util.Arrays;

/** Levels, or places in a dictionary, in turn. */
interface Numbers {
    /** All are zero. */
    Numbers ZEROS = (into, count) -> Arrays.fill(into, 0, count, 0);

    /** Reads the next {@code count} into the beginning of {@code into}. */
    void read(int[] into, int count) throws IOException;
}
