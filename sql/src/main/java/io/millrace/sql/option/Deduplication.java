package io.millrace.sql.option;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code DEDUPLICATE_WITH = (COLUMNS = (id, tenant), WINDOW = 4 HOURS)}, or COLUMN = id.
 *
 * @param columns paths of the fields that make the key
 * @param window how long after a row landed its repeats are dropped
 */
public record Deduplication(List<String> columns, Duration window) {
    private static final Duration LONGEST = Duration.ofDays(366);

    static final OptionType<Deduplication> TYPE =
            new OptionType<>("(COLUMNS = (a, b), WINDOW = 4 HOURS)", Deduplication::read);

    public Deduplication {
        columns = List.copyOf(columns);
    }

    private static Deduplication read(OptionValue value) {
        if (!(value instanceof OptionValue.Nested nested)) {
            return null;
        }
        List<String> columns = new ArrayList<>();
        Duration window = Duration.ZERO;
        for (OptionAssignment option : nested.options()) {
            switch (option.name()) {
                case "COLUMN", "COLUMNS" -> columns(option, columns);
                case "WINDOW" -> window = window(option);
                default ->
                    throw refuse(option, "Cannot find option of DEDUPLICATE_WITH: " + option.name())
                            .withHint("known: COLUMNS, COLUMN, WINDOW");
            }
        }
        if (columns.isEmpty() || window.isZero()) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            "Cannot set option DEDUPLICATE_WITH without COLUMNS and WINDOW")
                    .withHint("write DEDUPLICATE_WITH = (COLUMNS = (id), WINDOW = 4 HOURS)");
        }
        return new Deduplication(columns, window);
    }

    private static void columns(OptionAssignment option, List<String> columns) {
        List<OptionValue> values =
                option.value() instanceof OptionValue.Items items ? items.values() : List.of(option.value());
        for (OptionValue value : values) {
            if (value instanceof OptionValue.Word word) {
                columns.add(word.value());
            } else if (value instanceof OptionValue.Text text) {
                columns.add(text.value());
            } else if (value instanceof OptionValue.Expression path
                    && path.sql().matches("[\\w$.]+")) {
                columns.add(path.sql());
            } else {
                throw refuse(option, "Cannot use as a column of DEDUPLICATE_WITH: " + value)
                        .withHint("write names or paths, such as (id, customer.id)");
            }
        }
    }

    private static Duration window(OptionAssignment option) {
        if (option.value() instanceof OptionValue.Span span
                && span.value().compareTo(Duration.ZERO) > 0
                && span.value().compareTo(LONGEST) <= 0) {
            return span.value();
        }
        throw refuse(option, "Cannot set WINDOW of DEDUPLICATE_WITH")
                .withHint("write a duration of at most 366 DAYS, such as 4 HOURS");
    }

    private static MillraceException refuse(OptionAssignment option, String message) {
        return new MillraceException(ErrorCode.INVALID_OPTION_VALUE, option.valueLocation(), message);
    }
}
