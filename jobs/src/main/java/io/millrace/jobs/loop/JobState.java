package io.millrace.jobs.loop;

/** Where a job stands. */
public enum JobState {
    RUNNING,
    /** Its input is there; something else that it needs is behind: its error says what. */
    WAITING,
    /** Something outside failed; the run is tried again after a while. */
    RETRYING,
    PAUSED,
    /** Stopped by an error that only the user can mend. */
    FAILED,
    /** END_AT is reached, or everything that was there when the process started is processed. */
    COMPLETED,
    /** The process ended or was told to. */
    STOPPED;

    public boolean isFinal() {
        return this == PAUSED || this == FAILED || this == COMPLETED || this == STOPPED;
    }
}
