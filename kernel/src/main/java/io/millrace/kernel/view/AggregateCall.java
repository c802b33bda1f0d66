package io.millrace.kernel.view;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A call of an aggregate in the query of a materialized view.
 *
 * @param function in lower case
 * @param arguments as SQL
 * @param filter the condition of FILTER (WHERE ...)
 * @param text as written
 */
record AggregateCall(
        String function,
        List<String> arguments,
        boolean distinct,
        Optional<String> filter,
        String text,
        SourceLocation location) {
    AggregateCall {
        arguments = List.copyOf(arguments);
    }

    String argument(int index) {
        return arguments.get(index);
    }

    /** FILTER for the rows that count, if not all do. */
    String filtered() {
        return filter.map(condition -> " FILTER (WHERE " + condition + ")").orElse("");
    }

    /** FILTER for the rows that count and for which another condition holds. */
    String filtered(String condition) {
        return " FILTER (WHERE " + filter.map(own -> "(" + own + ") AND ").orElse("") + "(" + condition + "))";
    }

    void require(int count, String form) {
        if (arguments.size() != count || distinct) {
            throw new MillraceException(ErrorCode.INVALID_VIEW, location, "Cannot keep in a materialized view: " + text)
                    .withHint("write " + form);
        }
    }

    /** A literal whole number. */
    int count(int index, String form) {
        String written = argument(index).strip();
        if (!written.matches("[1-9][0-9]{0,3}")) {
            throw new MillraceException(
                            ErrorCode.INVALID_VIEW,
                            location,
                            "Cannot keep so many values in %s: %s"
                                    .formatted(function.toUpperCase(Locale.ROOT), written))
                    .withHint("write " + form + " with a number from 1 to 9999");
        }
        return Integer.parseInt(written);
    }
}
