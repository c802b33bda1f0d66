package io.millrace.spi.source;

/** Divides the room of a run among splits so that all of them advance. */
public final class FairShare {
    private FairShare() {}

    /**
     * Gives each taker an equal share of {@code total}; what one does not need goes to the others. As much as possible
     * is given out, and no two unsatisfied takers differ by more than one.
     *
     * @param wanted by each taker, not negative
     */
    public static long[] divide(long[] wanted, long total) {
        long[] given = new long[wanted.length];
        long left = total;
        int unsatisfied = count(wanted, given);
        while (left > 0 && unsatisfied > 0) {
            long share = Math.max(1, left / unsatisfied);
            for (int i = 0; i < wanted.length && left > 0; i++) {
                long more = Math.min(Math.min(share, left), wanted[i] - given[i]);
                given[i] += more;
                left -= more;
            }
            unsatisfied = count(wanted, given);
        }
        return given;
    }

    private static int count(long[] wanted, long[] given) {
        int unsatisfied = 0;
        for (int i = 0; i < wanted.length; i++) {
            unsatisfied += given[i] < wanted[i] ? 1 : 0;
        }
        return unsatisfied;
    }
}
