package io.millrace.jobs.loop;

/** Hears what becomes of jobs; called on the jobs' own threads. */
public interface JobListener {
    void committed(RunRecord run);

    void changed(JobStatus status);
}
