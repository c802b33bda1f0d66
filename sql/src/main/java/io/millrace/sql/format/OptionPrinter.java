package io.millrace.sql.format;

import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionValue;
import io.millrace.sql.option.Durations;
import io.millrace.sql.parser.StatementParser;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes options and their values. */
public final class OptionPrinter {
    private static final String REDACTED = "'***'";
    private static final Set<String> FLAGS = Set.of("TRUE", "FALSE");
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Predicate<OptionAssignment> shown;

    /** @param shown the options whose literal values are written */
    public OptionPrinter(Predicate<OptionAssignment> shown) {
        this.shown = shown;
    }

    String print(OptionAssignment option) {
        return StatementPrinter.name(option.name()) + " = " + value(option);
    }

    private String value(OptionAssignment option) {
        OptionValue value = option.value();
        boolean reference = value instanceof OptionValue.Environment || value instanceof OptionValue.FileContent;
        return reference || shown.test(option) ? value(value) : REDACTED;
    }

    private String value(OptionValue value) {
        if (value instanceof OptionValue.Text text) {
            return quote(text.value());
        }
        if (value instanceof OptionValue.Word word) {
            return FLAGS.contains(word.value().toUpperCase(Locale.ROOT))
                    ? StatementPrinter.quotedName(word.value())
                    : StatementPrinter.name(word.value());
        }
        if (value instanceof OptionValue.Numeral numeral) {
            return numeral.value();
        }
        if (value instanceof OptionValue.Flag flag) {
            return flag.value() ? "TRUE" : "FALSE";
        }
        if (value instanceof OptionValue.Span span) {
            return Durations.format(span.value());
        }
        if (value instanceof OptionValue.Moment moment) {
            return "TIMESTAMP " + quote(MOMENT.format(moment.value()));
        }
        if (value instanceof OptionValue.Expression expression) {
            return expression.sql();
        }
        if (value instanceof OptionValue.Environment environment) {
            return "ENV(" + quote(environment.variable()) + ")";
        }
        if (value instanceof OptionValue.FileContent file) {
            return "FILE(" + quote(file.path()) + ")";
        }
        return group(value);
    }

    private String group(OptionValue value) {
        if (value instanceof OptionValue.Items items) {
            return parenthesised(items.values().stream().map(this::value).toList(), ", ");
        }
        if (value instanceof OptionValue.Assignments assignments) {
            return parenthesised(
                    assignments.values().stream()
                            .map(assignment -> assignment.path() + " = " + assignment.sql())
                            .toList(),
                    ", ");
        }
        OptionValue.Nested nested = (OptionValue.Nested) value;
        return parenthesised(nested.options().stream().map(this::print).toList(), " ");
    }

    private static String parenthesised(List<String> parts, String separator) {
        return parts.stream().collect(Collectors.joining(separator, "(", ")"));
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static boolean isPlain(String name) {
        return StatementParser.isPlainName(name);
    }
}
