package io.millrace.formats.spool;

import java.io.IOException;

/** The rows of a file that is there as a whole. */
public interface RowFile extends AutoCloseable {
    /** Takes rows that are whole. */
    interface Kept {
        void keep(int rows, long bytes, int overflowedFields);

        /**
         * What was appended behind the rows that were kept is of a row with too many bytes.
         *
         * @param row its number in the file, from 1 on
         */
        void tooLarge(long row);
    }

    /**
     * Reads at most {@code most} rows into slots from {@code row} on.
     *
     * @return how many rows were read; 0 at the end
     * @throws IOException when the file is damaged; what was appended behind the rows that were kept is not to be kept
     */
    int read(int row, int most) throws IOException;

    @Override
    void close() throws IOException;
}
