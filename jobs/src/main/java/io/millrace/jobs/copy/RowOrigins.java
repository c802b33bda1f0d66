package io.millrace.jobs.copy;

import io.millrace.spi.source.PayloadReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Which payload the rows of a batch came from, for those that are rejected after decoding. */
final class RowOrigins {
    /**
     * @param firstRow of the rows of the payload
     * @param coordinates all that the source tells of it, JSON
     */
    record Origin(int firstRow, String split, BigInteger offset, String coordinates, long timeMicros) {
        static Origin of(int firstRow, PayloadReader reader) {
            return new Origin(firstRow, reader.split(), reader.offset(), reader.coordinates(), reader.timeMicros());
        }
    }

    private final List<Origin> origins = new ArrayList<>();

    /** The next rows come from the payload of the reader. */
    void add(int firstRow, PayloadReader reader) {
        origins.add(Origin.of(firstRow, reader));
    }

    Origin of(int row) {
        int low = 0;
        int high = origins.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (origins.get(middle).firstRow() <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return origins.get(low);
    }

    void clear() {
        origins.clear();
    }
}
