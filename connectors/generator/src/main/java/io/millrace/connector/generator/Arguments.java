package io.millrace.connector.generator;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.math.BigDecimal;
import java.util.List;

/** What stands in the parentheses of a placeholder, and where, for messages. */
record Arguments(String placeholder, int at, String usage, List<String> values) {
    Arguments {
        values = List.copyOf(values);
    }

    int count() {
        return values.size();
    }

    String text(int index) {
        if (index >= values.size()) {
            throw wrong("expected " + usage);
        }
        return values.get(index);
    }

    BigDecimal decimal(int index) {
        try {
            return new BigDecimal(text(index));
        } catch (NumberFormatException e) {
            throw wrong("expected a number instead of " + text(index) + ": " + usage);
        }
    }

    int whole(int index, int least, int most) {
        try {
            int value = decimal(index).intValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        } catch (ArithmeticException e) {
            // Told below, as for a number out of bounds.
        }
        throw wrong("expected a whole number from " + least + " to " + most + " instead of " + text(index));
    }

    double number(int index, double above, double most) {
        double value = decimal(index).doubleValue();
        if (value > above && value <= most) {
            return value;
        }
        throw wrong(
                "expected a number above " + plain(above) + " and up to " + plain(most) + " instead of " + text(index));
    }

    double share(int index) {
        double share = decimal(index).doubleValue();
        if (share >= 0 && share <= 1) {
            return share;
        }
        throw wrong("expected a number from 0 to 1 instead of " + text(index));
    }

    /** How many decimals the arguments are written with. */
    int decimals() {
        int most = 0;
        for (int i = 0; i < values.size(); i++) {
            most = Math.max(most, decimal(i).scale());
        }
        if (most > 9) {
            throw wrong("expected at most 9 decimals");
        }
        return most;
    }

    void require(int least, int most) {
        if (values.size() < least || values.size() > most) {
            throw wrong("expected " + usage);
        }
    }

    MillraceException wrong(String hint) {
        return error(placeholder, at).withHint(hint);
    }

    static MillraceException error(String placeholder, int at) {
        return new MillraceException(
                ErrorCode.INVALID_OPTION_VALUE,
                "Cannot read TEMPLATE: {{" + placeholder + "}} at character " + (at + 1));
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
