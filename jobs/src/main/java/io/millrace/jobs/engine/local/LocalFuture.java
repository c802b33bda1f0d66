package io.millrace.jobs.engine.local;

import io.millrace.jobs.engine.Engine.TaskFuture;
import io.millrace.jobs.task.TaskResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

/** A task on a thread of this process. */
final class LocalFuture implements TaskFuture {
    private final CompletableFuture<TaskResult> outcome = new CompletableFuture<>();
    private volatile Future<?> running;

    void started(Future<?> future) {
        running = future;
    }

    void complete(TaskResult result) {
        outcome.complete(result);
    }

    void fail(Throwable cause) {
        outcome.completeExceptionally(cause);
    }

    @Override
    public void whenDone(Runnable action) {
        outcome.whenComplete((result, failure) -> action.run());
    }

    @Override
    public boolean isDone() {
        return outcome.isDone();
    }

    @Override
    public TaskResult result() {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void cancel() {
        Future<?> task = running;
        if (task != null && task.cancel(true)) {
            outcome.completeExceptionally(new IllegalStateException("task was cancelled"));
        }
    }
}
