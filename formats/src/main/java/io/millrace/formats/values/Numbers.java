package io.millrace.formats.values;

import io.millrace.formats.columns.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Numbers that need more than machine arithmetic to be kept exactly. */
public final class Numbers {
    private static final int MAX_DIGITS = 38;
    /** A number of more characters than this holds no double that survives; it is not worth the arithmetic. */
    private static final int MAX_TEXT = 1100;

    private Numbers() {}

    /** Appends the number {@code b[from, to)}, well-formed and without fraction or exponent. */
    public static void appendWhole(Field field, int slot, byte[] b, int from, int to) {
        if (to - from <= 20) {
            BigInteger value = new BigInteger(text(b, from, to));
            if (value.bitLength() < 64) {
                field.append(slot, value.longValue());
                return;
            }
        }
        if (to - from <= MAX_DIGITS + 1) {
            BigInteger value = new BigInteger(text(b, from, to));
            if (fits(value)) {
                appendDecimal(field, slot, value, 0);
                return;
            }
        }
        field.strings().append(slot, b, from, to);
    }

    /** Appends the number {@code b[from, to)}, well-formed and with fraction or exponent. */
    public static void appendFraction(Field field, int slot, byte[] b, int from, int to) {
        if (to - from > MAX_TEXT) {
            field.strings().append(slot, b, from, to);
            return;
        }
        String text = text(b, from, to);
        double nearest = Double.parseDouble(text);
        BigDecimal exact;
        try {
            exact = new BigDecimal(text);
        } catch (NumberFormatException e) {
            // an exponent that BigDecimal cannot hold
            if (nearest == 0 && isZero(b, from, to)) {
                field.append(slot, nearest);
            } else {
                field.strings().append(slot, b, from, to);
            }
            return;
        }
        if (survives(nearest, exact)) {
            field.append(slot, nearest);
        } else if (!appendDecimal(field, slot, exact)) {
            field.strings().append(slot, b, from, to);
        }
    }

    /**
     * Whether a double prints as this number: in the shortest way, or as Java prints it, which up to JDK 18 is longer at
     * times.
     */
    public static boolean survives(double nearest, BigDecimal exact) {
        if (exact.signum() == 0) {
            return true;
        }
        if (nearest == 0 || Double.isInfinite(nearest)) {
            return false;
        }
        BigDecimal stripped = exact.stripTrailingZeros();
        int digits = stripped.precision();
        if (digits > 18) {
            return false;
        }
        if (digits <= 15 && Math.abs(nearest) >= Double.MIN_NORMAL) {
            return true;
        }
        return (digits <= 17 && isShortest(nearest, stripped, digits))
                || new BigDecimal(Double.toString(nearest)).compareTo(stripped) == 0;
    }

    /** Whether no shorter decimal reads as the same double, and none of the same length is nearer to it. */
    private static boolean isShortest(double value, BigDecimal stripped, int digits) {
        BigDecimal binary = new BigDecimal(value);
        BigDecimal distance = binary.subtract(stripped).abs();
        for (RoundingMode mode : List.of(RoundingMode.FLOOR, RoundingMode.CEILING)) {
            BigDecimal other = binary.round(new MathContext(digits, mode));
            if (other.subtract(binary).abs().compareTo(distance) < 0 && other.doubleValue() == value) {
                return false;
            }
            if (digits > 1 && binary.round(new MathContext(digits - 1, mode)).doubleValue() == value) {
                return false;
            }
        }
        return true;
    }

    private static boolean appendDecimal(Field field, int slot, BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        long whole = (long) stripped.precision() - stripped.scale();
        if (stripped.scale() > MAX_DIGITS || whole > MAX_DIGITS || stripped.precision() > MAX_DIGITS) {
            return false;
        }
        BigDecimal scaled = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        boolean asWritten = value.scale() >= 0 && value.scale() <= MAX_DIGITS && value.precision() <= MAX_DIGITS;
        BigDecimal kept = asWritten ? value : scaled;
        appendDecimal(field, slot, kept.unscaledValue(), kept.scale());
        return true;
    }

    private static void appendDecimal(Field field, int slot, BigInteger unscaled, int scale) {
        field.append(slot, unscaled.shiftRight(64).longValue(), unscaled.longValue(), scale);
    }

    private static boolean fits(BigInteger unscaled) {
        return new BigDecimal(unscaled).precision() <= MAX_DIGITS;
    }

    private static boolean isZero(byte[] b, int from, int to) {
        for (int p = from; p < to && (b[p] | 0x20) != 'e'; p++) {
            if (b[p] >= '1' && b[p] <= '9') {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
