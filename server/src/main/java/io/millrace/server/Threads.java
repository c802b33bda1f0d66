package io.millrace.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads with names that say what they do; they do not keep the process alive. */
final class Threads {
    private Threads() {}

    static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return action -> {
            Thread thread = new Thread(action, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
