package io.millrace.server;

/** How long jobs run. */
public enum RunMode {
    /** Until they are stopped, or reach their END_AT. */
    CONTINUOUS,
    /** Until everything that was available at the start is processed, through all chained jobs. */
    UNTIL_CAUGHT_UP
}
