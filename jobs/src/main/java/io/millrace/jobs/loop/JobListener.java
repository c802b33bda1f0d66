package io.millrace.jobs.loop;

/** Hears what becomes of jobs; called on the jobs' own threads. */
public interface JobListener {
    void committed(RunRecord run);

    /**
     * A job goes on, maybe in another process, and this is its last run: told again, or for the first time if the process
     * died after the commit.
     */
    default void recovered(RunRecord last) {}

    void changed(JobStatus status);
}
