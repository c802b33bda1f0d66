package io.millrace.connector.kinesis;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same about several shards at once. */
final class Calls {
    private final ExecutorService threads;

    Calls(ExecutorService threads) {
        this.threads = threads;
    }

    /** The results in the order of {@code items}; waits for all of them, and throws what the first to fail threw. */
    <T, R> List<R> each(List<T> items, Function<T, R> call) {
        if (items.size() == 1) {
            return List.of(call.apply(items.get(0)));
        }
        List<Future<R>> futures = new ArrayList<>(items.size());
        items.forEach(item -> futures.add(threads.submit(() -> call.apply(item))));
        List<R> results = new ArrayList<>(items.size());
        RuntimeException failure = null;
        for (Future<R> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                failure = failure != null ? failure : failure(e.getCause());
            } catch (InterruptedException e) {
                futures.forEach(one -> one.cancel(true));
                Thread.currentThread().interrupt();
                throw new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, "Cannot ask Kinesis: interrupted", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
