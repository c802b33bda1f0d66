package io.millrace.kernel.function.computed;

import static io.millrace.kernel.function.ValueType.DOUBLE;
import static io.millrace.kernel.function.ValueType.LONG;
import static io.millrace.kernel.function.ValueType.TEXT;

import io.millrace.kernel.function.JavaFunction;
import io.millrace.kernel.function.ValueType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done with numbers. */
public final class NumberFunctions {
    private static final Pattern SIZE = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([kMGTPEZY]?)B\\s*");
    private static final String SIZES = "kMGTPEZY";
    private static final String[] SIGNS = {"", "K", "M", "B", "T", "Q"};

    /** All of them. */
    public static final List<JavaFunction> ALL = List.of(
            JavaFunction.number("from_base", a -> Long.parseLong((String) a[0], radix(a[1])), TEXT, LONG),
            JavaFunction.text("to_base", a -> Long.toString((Long) a[0], radix(a[1])), LONG, LONG),
            JavaFunction.number("bit_count", a -> bits((Long) a[0], (Long) a[1]), LONG, LONG),
            JavaFunction.number("shift", a -> shift((Long) a[0], (Long) a[1], (String) a[2]), LONG, LONG, TEXT),
            JavaFunction.text("format_number", a -> format((Double) a[0]), DOUBLE),
            JavaFunction.text("data_size", a -> size((String) a[0]), TEXT),
            real("normal_cdf", a -> normal((Double) a[0], (Double) a[1], (Double) a[2])),
            real("inverse_normal_cdf", a -> inverseNormal((Double) a[0], (Double) a[1], (Double) a[2])));

    private NumberFunctions() {}

    private static JavaFunction real(String name, JavaFunction.Body body) {
        return new JavaFunction(name, ValueType.DOUBLE, List.of(DOUBLE, DOUBLE, DOUBLE), body);
    }

    private static int radix(Object value) {
        int radix = Math.toIntExact((Long) value);
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            throw new IllegalArgumentException("there are no digits to this base: " + radix);
        }
        return radix;
    }

    /** Null for a number that does not fit. */
    private static Long bits(long number, long bits) {
        if (bits < 2 || bits > Long.SIZE) {
            return null;
        }
        long low = bits == Long.SIZE ? Long.MIN_VALUE : -(1L << (bits - 1));
        if (number < low || number > -(low + 1)) {
            return null;
        }
        return (long) Long.bitCount(bits == Long.SIZE ? number : number & ((1L << bits) - 1));
    }

    private static Long shift(long number, long count, String how) {
        if (count < 0) {
            return null;
        }
        if (count >= Long.SIZE) {
            return how.equals("arithmetic") && number < 0 ? -1L : 0L;
        }
        return switch (how) {
            case "left" -> number << count;
            case "right" -> number >>> count;
            default -> number >> count;
        };
    }

    /** Three digits and a sign for the thousands. */
    private static String format(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return null;
        }
        BigDecimal value = BigDecimal.valueOf(number);
        int sign = 0;
        while (value.abs().compareTo(BigDecimal.valueOf(1000)) >= 0 && sign + 1 < SIGNS.length) {
            value = value.movePointLeft(3);
            sign++;
        }
        BigDecimal rounded = value.round(new MathContext(3, RoundingMode.HALF_UP));
        if (rounded.scale() > 2) {
            rounded = value.setScale(2, RoundingMode.HALF_UP);
        }
        return (rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString()) + SIGNS[sign];
    }

    private static String size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int power = matcher.group(2).isEmpty() ? 0 : SIZES.indexOf(matcher.group(2)) + 1;
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(1024).pow(power))
                .setScale(0, RoundingMode.DOWN)
                .toPlainString();
    }

    private static Double normal(double mean, double deviation, double x) {
        return deviation > 0 ? Normal.below((x - mean) / deviation) : null;
    }

    private static Double inverseNormal(double mean, double deviation, double p) {
        return deviation > 0 && p > 0 && p < 1 ? (Double) (mean + deviation * Normal.quantile(p)) : null;
    }
}
