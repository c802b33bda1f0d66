package io.millrace.jobs.engine;

import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskResult;

/** Who executes tasks: this process, or a cluster. */
public interface Engine extends AutoCloseable {
    /** Starts a task; the future fails with what the task threw. Cancelling it interrupts the task. */
    TaskFuture submit(Task task);

    /** How many tasks it executes at the same time. */
    int parallelism();

    @Override
    void close();

    /** A task under way. */
    interface TaskFuture {
        /** Runs {@code action} when the task has ended, at once if it has. */
        void whenDone(Runnable action);

        boolean isDone();

        /**
         * The result of a task that is done.
         *
         * @throws RuntimeException what the task threw
         */
        TaskResult result();

        /** Interrupts the task; what it wrote is deleted by the task itself. */
        void cancel();
    }
}
