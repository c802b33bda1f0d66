package io.millrace.connector.http;

import java.util.concurrent.Semaphore;

/** The memory that bodies under way may take together. Safe for several threads. */
final class BodyBudget {
    private static final int UNIT = 1024;

    private final Semaphore units;

    BodyBudget(long bytes) {
        this.units = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / UNIT));
    }

    /** Takes memory for one body; to be closed. */
    Share share() {
        return new Share();
    }

    /** What one body has taken. */
    final class Share implements AutoCloseable {
        private int taken;

        private Share() {}

        /** Makes it so many bytes in all; false when there are not that many left. */
        boolean growTo(int bytes) {
            int wanted = bytes / UNIT + 1;
            if (wanted > taken && !units.tryAcquire(wanted - taken)) {
                return false;
            }
            taken = Math.max(taken, wanted);
            return true;
        }

        @Override
        public void close() {
            units.release(taken);
            taken = 0;
        }
    }
}
