package io.millrace.jobs.loop;

import io.millrace.spi.source.Position;

/** Hears what becomes of jobs; called on the jobs' own threads. */
public interface JobListener {
    void committed(RunRecord run);

    /**
     * A job goes on, maybe in another process, and this is its last run: told again, or for the first time if the process
     * died after the commit.
     */
    default void recovered(RunRecord last) {}

    void changed(JobStatus status);

    /** Everything before a position is committed, and there is nothing to read behind it for now. */
    default void caughtUp(Position reached) {}

    /** Events before a time, in microseconds, are committed, as far as the source has them. */
    default void finished(long eventMicros) {}
}
