package io.millrace.kernel.function.user;

import java.util.SortedMap;
import java.util.TreeMap;

/** The calls of functions that threw on this thread, and are NULL, from {@link #watch} until it is closed. */
public final class FunctionFailures implements AutoCloseable {
    private static final ThreadLocal<FunctionFailures> WATCHING = new ThreadLocal<>();

    private final SortedMap<String, Failed> failed = new TreeMap<>();

    /**
     * Calls of one function.
     *
     * @param example the first one: arguments and error, JSON
     */
    public record Failed(long calls, String example) {}

    private FunctionFailures() {}

    public static FunctionFailures watch() {
        FunctionFailures watching = new FunctionFailures();
        WATCHING.set(watching);
        return watching;
    }

    static void add(String function, String example) {
        FunctionFailures watching = WATCHING.get();
        if (watching != null) {
            watching.failed.merge(
                    function, new Failed(1, example), (some, other) -> new Failed(some.calls() + 1, some.example()));
        }
    }

    /** By the name of the function. */
    public SortedMap<String, Failed> found() {
        return new TreeMap<>(failed);
    }

    @Override
    public void close() {
        WATCHING.remove();
    }
}
