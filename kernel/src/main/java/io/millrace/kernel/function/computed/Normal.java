package io.millrace.kernel.function.computed;

/** The normal distribution with mean 0 and deviation 1, to about 15 digits. */
final class Normal {
    private static final int TERMS = 300;
    private static final double FAR = 40;
    private static final double SERIES = 6;

    private Normal() {}

    /** The probability of less than {@code x}. */
    static double below(double x) {
        if (x < 0) {
            return 1 - below(-x) > 0.5 ? 1 - below(-x) : tail(-x);
        }
        return 1 - tail(x);
    }

    /** The probability of more than {@code x}, which is not negative. */
    private static double tail(double x) {
        if (x > FAR) {
            return 0;
        }
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        if (x < SERIES / 2) {
            double term = x;
            double sum = x;
            for (int i = 1; i < TERMS && Math.abs(term) > 1e-18; i++) {
                term *= x * x / (2 * i + 1);
                sum += term;
            }
            return 0.5 - density * sum;
        }
        double fraction = x;
        for (int i = TERMS; i > 0; i--) {
            fraction = x + i / fraction;
        }
        return density / fraction;
    }

    /** The number that one is less than with a probability between 0 and 1. */
    static double quantile(double p) {
        double low = -FAR;
        double high = FAR;
        for (int i = 0; i < 200 && low < high; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double found = (low + high) / 2;
        return Math.abs(found) < 1e-14 ? 0 : found;
    }
}
