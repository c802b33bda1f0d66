package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** Which state of a table is read: {@code FROM t AT (...)}. */
public sealed interface TimeTravel {
    /** The state at a time: {@code AT (TIMESTAMP => ...)}. */
    record AsOf(Instant time) implements TimeTravel {
        public AsOf {
            requireNonNull(time, "time is null");
        }
    }

    /** A snapshot by its id: {@code AT (SNAPSHOT => ...)}. */
    record AtSnapshot(long id) implements TimeTravel {}
}
