package io.millrace.formats.values;

import io.millrace.formats.columns.Field;

/** Numbers: those that machine arithmetic keeps exactly, which is nearly all; {@link Numbers} has the others. */
public final class NumberParser {
    /** So many digits never overflow a long. */
    private static final int SAFE_DIGITS = 18;

    private NumberParser() {}

    /** Appends the number that begins at {@code p}; returns the position after it, or -1. */
    public static int parse(Field field, int slot, byte[] b, int p, int end) {
        int start = p;
        boolean negative = b[p] == '-';
        if (negative) {
            p++;
        }
        int whole = p;
        long value = 0;
        int digit;
        while (p < end && (digit = b[p] - '0') >= 0 && digit <= 9) {
            value = value * 10 + digit;
            p++;
        }
        int digits = p - whole;
        if (digits == 0 || (digits > 1 && b[whole] == '0')) {
            return -1;
        }
        int k = 0;
        if (p < end && b[p] == '.') {
            int point = ++p;
            while (p < end && (digit = b[p] - '0') >= 0 && digit <= 9) {
                value = value * 10 + digit;
                p++;
            }
            k = p - point;
            if (k == 0) {
                return -1;
            }
            digits = significant(b, whole, p);
        }
        if (p < end && (b[p] | 0x20) == 'e') {
            int mantissa = p;
            p = exponentEnd(b, p + 1, end);
            if (p < 0) {
                return -1;
            }
            k -= exponent(b, mantissa + 1, p);
        } else if (k == 0) {
            return whole(field, slot, b, start, p, digits, value);
        }
        double d = digits <= SAFE_DIGITS ? Doubles.surviving(value, k) : Double.NaN;
        if (Double.isNaN(d)) {
            Numbers.appendFraction(field, slot, b, start, p);
        } else {
            field.append(slot, negative ? -d : d);
        }
        return p;
    }

    private static int whole(Field field, int slot, byte[] b, int start, int p, int digits, long value) {
        boolean negative = b[start] == '-';
        if (digits > SAFE_DIGITS) {
            Numbers.appendWhole(field, slot, b, start, p);
        } else if (negative && value == 0) {
            field.append(slot, -0.0);
        } else {
            field.append(slot, negative ? -value : value);
        }
        return p;
    }

    /** How many digits there are from the first that is not zero on, at least; the point is none. */
    private static int significant(byte[] b, int p, int end) {
        if (b[p] != '0') {
            return end - p - 1;
        }
        p += 2;
        while (p < end && b[p] == '0') {
            p++;
        }
        return end - p;
    }

    /** The position after the exponent's digits, or -1. */
    private static int exponentEnd(byte[] b, int p, int end) {
        if (p < end && (b[p] == '+' || b[p] == '-')) {
            p++;
        }
        int start = p;
        while (p < end && b[p] >= '0' && b[p] <= '9') {
            p++;
        }
        return p > start ? p : -1;
    }

    /** The exponent {@code b[p, end)}; beyond 10,000 it is all the same. */
    private static int exponent(byte[] b, int p, int end) {
        boolean negative = b[p] == '-';
        int value = 0;
        for (int i = b[p] == '-' || b[p] == '+' ? p + 1 : p; i < end; i++) {
            value = Math.min(value * 10 + b[i] - '0', 10_000);
        }
        return negative ? -value : value;
    }
}
