package io.millrace.bench;

import java.util.Arrays;

/** Order statistics. */
final class Quantiles {
    private Quantiles() {}

    /**
     * The value that a share of the values does not exceed.
     *
     * @param share 0.5 for the median, 1 for the greatest
     */
    static double of(double[] values, double share) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
