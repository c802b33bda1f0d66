package io.millrace.jobs.copy;

import io.millrace.spi.source.PayloadReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Which payload the rows of a batch came from, for those that are rejected after decoding. */
final class RowOrigins {
    /** @param coordinates all that the source tells of it, JSON */
    record Origin(String split, BigInteger offset, String coordinates, long timeMicros) {
        static Origin of(PayloadReader reader) {
            return new Origin(reader.split(), reader.offset(), reader.coordinates(), reader.timeMicros());
        }
    }

    private record Rows(int first, Origin origin) {}

    private final List<Rows> origins = new ArrayList<>();

    /** The rows from this one on come from there. */
    void add(int firstRow, Origin origin) {
        origins.add(new Rows(firstRow, origin));
    }

    Origin of(int row) {
        int low = 0;
        int high = origins.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (origins.get(middle).first() <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return origins.get(low).origin();
    }

    void clear() {
        origins.clear();
    }
}
