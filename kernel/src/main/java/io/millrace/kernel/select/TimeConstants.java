package io.millrace.kernel.select;

import java.time.Duration;
import java.time.Instant;

/** Computes constants in a query's text that decide what is read; both throw a MillraceException without a place. */
public interface TimeConstants {
    /** The length of an interval that consists of days or less. */
    Duration duration(String sql);

    /** A point of time; without a zone it is UTC. */
    Instant instant(String sql);
}
