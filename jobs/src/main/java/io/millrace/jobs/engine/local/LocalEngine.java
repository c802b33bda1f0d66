package io.millrace.jobs.engine.local;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.engine.Engine;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskResult;
import io.millrace.kernel.function.user.FunctionFailures;
import java.util.concurrent.ExecutorService;

/** Executes tasks on the threads of this process. */
public final class LocalEngine implements Engine {
    private final ExecutorService executor;
    private final int parallelism;
    private final TaskContext context;
    private final TaskTransport transport;

    /**
     * @param executor with {@code parallelism} threads; shut down by {@link #close}
     * @param transport how tasks and results travel; within one process they need not
     */
    public LocalEngine(ExecutorService executor, int parallelism, TaskContext context, TaskTransport transport) {
        this.executor = requireNonNull(executor, "executor is null");
        this.parallelism = parallelism;
        this.context = requireNonNull(context, "context is null");
        this.transport = requireNonNull(transport, "transport is null");
    }

    @Override
    public TaskFuture submit(Task task) {
        LocalFuture future = new LocalFuture();
        Task travelled = transport.task(task);
        future.started(executor.submit(() -> {
            try (FunctionFailures failures = FunctionFailures.watch()) {
                TaskResult result = travelled.execute(context).failing(failures);
                future.complete(transport.result(result));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                future.fail(new IllegalStateException("task was cancelled", e));
            } catch (Throwable e) {
                future.fail(e);
            }
        }));
        return future;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
