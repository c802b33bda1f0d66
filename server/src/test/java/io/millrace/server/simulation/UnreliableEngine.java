package io.millrace.server.simulation;

import io.millrace.jobs.engine.Engine;
import io.millrace.jobs.engine.local.TaskTransport;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskResult;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Random;

/** Executes tasks on the thread that asks for them, later than asked, sometimes twice, sometimes in vain. */
final class UnreliableEngine implements Engine {
    private final TaskContext context;
    private final Random random;
    private final TaskTransport transport = TaskTransport.serialised();

    UnreliableEngine(TaskContext context, Random random) {
        this.context = context;
        this.random = random;
    }

    @Override
    public TaskFuture submit(Task task) {
        return new Future(transport.task(task));
    }

    @Override
    public int parallelism() {
        return 2;
    }

    @Override
    public void close() {
        // Nothing runs on its own.
    }

    private final class Future implements TaskFuture {
        private final Task task;
        private TaskResult result;
        private RuntimeException failure;
        private Runnable action = () -> {};

        Future(Task task) {
            this.task = task;
        }

        @Override
        public void whenDone(Runnable then) {
            action = then;
        }

        @Override
        public boolean isDone() {
            if (result == null && failure == null && random.nextInt(3) > 0) {
                execute();
                action.run();
            }
            return result != null || failure != null;
        }

        @Override
        public TaskResult result() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }

        @Override
        public void cancel() {
            if (result == null && failure == null) {
                failure = new IllegalStateException("task was cancelled");
            }
        }

        private void execute() {
            int fate = random.nextInt(20);
            if (fate == 0) {
                failure = new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, "Cannot read: the source is away");
                return;
            }
            try {
                if (fate == 1) {
                    task.execute(context);
                }
                result = transport.result(task.execute(context));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
