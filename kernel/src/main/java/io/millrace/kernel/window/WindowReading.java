package io.millrace.kernel.window;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * What a run reads of a table whose rows it puts into windows. All times are in microseconds since 1970.
 *
 * @param part of the rows
 * @param latenessMicros for how long after the watermark has passed its end a window takes rows
 * @param fromCommit the first commit that is read
 * @param startCommit of the run: rows committed before change no window
 * @param endCommit of the run, exclusive
 * @param fromEvent rows of events before are not read
 * @param toEvent the end of the rows that are read, by their events; exclusive
 * @param marks how the watermark advanced, in order; empty if none is known, and no row too late
 */
public record WindowReading(
        Part part,
        long latenessMicros,
        long fromCommit,
        long startCommit,
        long endCommit,
        long fromEvent,
        long toEvent,
        List<Mark> marks)
        implements Serializable {
    /** Every row, as if all came in one commit. */
    public static final WindowReading ALL = new WindowReading(
            Part.IN_TIME, 0, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, List.of());

    /** Which rows. */
    public enum Part {
        /** Those that windows take. */
        IN_TIME,
        /** Those of the run that no window takes. */
        LATE
    }

    /** The watermark after a commit. */
    public record Mark(long commit, long watermark) implements Serializable {}

    public WindowReading {
        requireNonNull(part, "part is null");
        marks = List.copyOf(marks);
    }

    /** The same of rows of other events. */
    public WindowReading between(long from, long to) {
        return new WindowReading(part, latenessMicros, fromCommit, startCommit, endCommit, from, to, marks);
    }

    /** Whether every row counts as new. */
    public boolean isWhole() {
        return startCommit == Long.MIN_VALUE;
    }
}
