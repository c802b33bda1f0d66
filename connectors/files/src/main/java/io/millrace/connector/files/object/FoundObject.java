package io.millrace.connector.files.object;

import io.millrace.spi.source.SplitRange;
import java.util.Comparator;

/**
 * An object that waits to be read.
 *
 * @param modified seconds since 1970
 * @param date that its path tells, seconds since 1970; 0 when paths tell none
 */
record FoundObject(String name, long size, long modified, long date) {
    /** By date, then by time of change. */
    static final Comparator<FoundObject> OLDEST_FIRST = Comparator.comparingLong(FoundObject::date)
            .thenComparingLong(FoundObject::modified)
            .thenComparing(FoundObject::name);

    /** What stood under this name at that second, whole. */
    SplitRange range() {
        return SplitRange.of(name, modified, modified + 1, size);
    }
}
