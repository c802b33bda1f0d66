package io.millrace.kernel.select;

/** By which time of its rows a run reads a table. */
public enum TimeColumn {
    /** When they were committed. */
    COMMIT_TIME("_commit_time"),
    /** When their events happened: SYNC jobs. */
    EVENT_TIME("_event_time");

    private final String column;

    TimeColumn(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }

    /** As users write it. */
    String written() {
        return "$" + column.substring(1);
    }
}
