package io.millrace.formats.values;

/**
 * The double that a decimal survives as, by integer arithmetic alone.
 *
 * <p>For a decimal {@code w / 10^k} and a double {@code m * 2^e}, both are whole multiples of {@code 2^e / 5^k}. In that
 * unit one step of the double is {@code 5^k}, one step of the decimal's last digit is {@code 2^-(e+k)}, and their
 * distance is small, so that it comes out right although the terms themselves overflow. As {@code 5^k} is odd, no
 * decimal lies just between two doubles.
 */
public final class Doubles {
    private static final double[] POWERS_OF_TEN = new double[23];
    private static final long[] POWERS_OF_FIVE = new long[23];
    private static final long FIFTEEN_DIGITS = 1_000_000_000_000_000L;
    private static final long SEVENTEEN_DIGITS = 100 * FIFTEEN_DIGITS;
    private static final long HIDDEN_BIT = 1L << 52;

    static {
        long five = 1;
        for (int k = 0; k < POWERS_OF_FIVE.length; k++) {
            POWERS_OF_FIVE[k] = five;
            // exact: 5^22 has 52 bits
            POWERS_OF_TEN[k] = Math.scalb((double) five, k);
            five *= 5;
        }
    }

    private Doubles() {}

    /**
     * The double nearest to {@code w / 10^k} if that decimal is the shortest that reads as it; NaN if it is not, or
     * if that takes more arithmetic to tell.
     *
     * @param w not negative
     */
    public static double surviving(long w, int k) {
        while (w >= FIFTEEN_DIGITS && w % 10 == 0) {
            w /= 10;
            k--;
        }
        if (w < FIFTEEN_DIGITS) {
            return fewDigits(w, k);
        }
        if (w >= SEVENTEEN_DIGITS || k < 1 || k >= POWERS_OF_FIVE.length) {
            return Double.NaN;
        }
        long step = POWERS_OF_FIVE[k];
        double x = w / POWERS_OF_TEN[k];
        // two roundings brought x to within two steps of the nearest
        for (int attempt = 0; attempt < 3; attempt++) {
            long bits = Double.doubleToRawLongBits(x);
            long m = (bits & (HIDDEN_BIT - 1)) | HIDDEN_BIT;
            int shift = 1075 - (int) (bits >>> 52) - k;
            if (shift < 0 || shift > 62) {
                return Double.NaN;
            }
            long distance = (w << shift) - m * step;
            // below a power of two the doubles lie twice as close
            int factor = m == HIDDEN_BIT ? 4 : 2;
            if (isNearest(distance, step, factor)) {
                return isShortest(w, distance, 1L << shift, step, factor) ? x : Double.NaN;
            }
            x = distance > 0 ? Math.nextUp(x) : Math.nextDown(x);
        }
        return Double.NaN;
    }

    /** At most 15 digits always survive; with exact powers of ten one rounding gives the nearest double. */
    private static double fewDigits(long w, int k) {
        if (w == 0) {
            return 0;
        }
        if (Math.abs(k) >= POWERS_OF_TEN.length) {
            return Double.NaN;
        }
        return k >= 0 ? w / POWERS_OF_TEN[k] : w * POWERS_OF_TEN[-k];
    }

    /** Whether a decimal at this distance reads as the double: above it within half a step, below it within 1/factor. */
    private static boolean isNearest(long distance, long step, int factor) {
        return distance >= 0 ? 2 * distance < step : -factor * distance < step;
    }

    /** Whether neither a decimal of fewer digits reads as the same double, nor one of as many that is nearer to it. */
    private static boolean isShortest(long w, long distance, long unit, long step, int factor) {
        long digit = w % 10;
        if (isNearest(distance - digit * unit, step, factor)
                || isNearest(distance + (10 - digit) * unit, step, factor)) {
            return false;
        }
        long lower = distance - unit;
        long higher = distance + unit;
        boolean lowerIsNearer = Math.abs(lower) < Math.abs(distance) && isNearest(lower, step, factor);
        boolean higherIsNearer = Math.abs(higher) < Math.abs(distance) && isNearest(higher, step, factor);
        return !lowerIsNearer && !higherIsNearer;
    }
}
