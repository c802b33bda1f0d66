package io.millrace.jobs.loop;

import java.time.Duration;

/** Lets a job's thread sleep until a moment comes or something happens. */
final class Wakeup {
    private boolean signalled;

    synchronized void signal() {
        signalled = true;
        notifyAll();
    }

    /** Sleeps until a signal, given before or during the call, or until the time is over. */
    synchronized void await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!signalled) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        signalled = false;
    }
}
