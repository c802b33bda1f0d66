package io.millrace.cli.live;

import io.millrace.jobs.loop.JobStatus;
import java.util.List;

/** Shows jobs while they run. Used by one thread. */
public interface View extends AutoCloseable {
    /** Shows the jobs as they are now; called a few times a second. */
    void show(List<JobStatus> jobs);

    /** Writes a line that stays. */
    void say(String line);

    /** Leaves the last state of the jobs to be read. */
    @Override
    void close();
}
