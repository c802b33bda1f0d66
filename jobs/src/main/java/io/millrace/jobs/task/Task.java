package io.millrace.jobs.task;

import java.io.Serializable;

/**
 * A share of a run that can execute anywhere: a value that serialises. Executed twice it yields the same rows; what it
 * writes becomes part of a table only when the run is committed.
 */
public interface Task extends Serializable {
    /**
     * @throws InterruptedException when the run is abandoned; files written so far are deleted
     * @throws io.millrace.spi.error.MillraceException of kind EXTERNAL to be tried again, else the job stops
     */
    TaskResult execute(TaskContext context) throws InterruptedException;
}
