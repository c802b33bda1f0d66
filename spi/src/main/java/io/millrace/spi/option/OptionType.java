package io.millrace.spi.option;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What an option's value means.
 *
 * @param label how the type is shown in documentation and messages, such as {@code duration}
 * @param reader turns what was written into the value; returns null when it is of another type
 */
public record OptionType<T>(String label, Function<OptionValue, T> reader) {
    public static final OptionType<String> STRING = new OptionType<>("'text'", OptionType::text);

    public static final OptionType<Boolean> BOOLEAN =
            new OptionType<>("TRUE | FALSE", value -> value instanceof OptionValue.Flag flag ? flag.value() : null);

    public static final OptionType<Long> INTEGER = new OptionType<>("integer", value -> {
        try {
            return value instanceof OptionValue.Numeral numeral ? Long.valueOf(numeral.value()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    });

    public static final OptionType<Double> NUMBER = new OptionType<>(
            "number", value -> value instanceof OptionValue.Numeral numeral ? Double.valueOf(numeral.value()) : null);

    public static final OptionType<Duration> DURATION = new OptionType<>(
            "duration, such as 5 SECONDS", value -> value instanceof OptionValue.Span span ? span.value() : null);

    public static final OptionType<StartPoint> START_POINT =
            new OptionType<>("BEGINNING | NOW | TIMESTAMP '2026-01-31 00:00:00'", value -> {
                if (value instanceof OptionValue.Moment moment) {
                    return new StartPoint.At(moment.value());
                }
                String word = value instanceof OptionValue.Word w ? w.value().toUpperCase(Locale.ROOT) : "";
                return switch (word) {
                    case "BEGINNING" -> new StartPoint.Beginning();
                    case "NOW" -> new StartPoint.Now();
                    default -> null;
                };
            });

    public static final OptionType<List<String>> STRINGS = new OptionType<>("('text', ...)", value -> {
        if (value instanceof OptionValue.Items items) {
            List<String> texts = items.values().stream().map(OptionType::text).toList();
            return texts.contains(null) ? null : texts;
        }
        String single = text(value);
        return single == null ? null : List.of(single);
    });

    /** An SQL expression over the record. */
    public static final OptionType<String> EXPRESSION = new OptionType<>(
            "SQL expression", value -> value instanceof OptionValue.Expression expression ? expression.sql() : null);

    public static final OptionType<List<OptionValue.Assignment>> ASSIGNMENTS = new OptionType<>(
            "(column = expression, ...)",
            value -> value instanceof OptionValue.Assignments assignments ? assignments.values() : null);

    /** One of the constants of an enum, written as a word or a text. */
    public static <E extends Enum<E>> OptionType<E> oneOf(Class<E> type) {
        List<String> names =
                List.of(type.getEnumConstants()).stream().map(Enum::name).toList();
        return new OptionType<>(String.join(" | ", names), value -> {
            String word = text(value);
            return word != null && names.contains(word.toUpperCase(Locale.ROOT))
                    ? Enum.valueOf(type, word.toUpperCase(Locale.ROOT))
                    : null;
        });
    }

    /** Reads a value; the error names the option, what was written and what is expected. */
    public T read(String option, OptionValue written) {
        T value = reader.apply(written.dereference());
        if (value == null) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE, "Cannot set option " + option + ": " + describe(written))
                    .withHint("expected " + label);
        }
        return value;
    }

    private static String text(OptionValue value) {
        if (value instanceof OptionValue.Text text) {
            return text.value();
        }
        return value instanceof OptionValue.Word word ? word.value() : null;
    }

    private static String describe(OptionValue written) {
        if (written instanceof OptionValue.Text text) {
            return "'" + text.value() + "'";
        }
        if (written instanceof OptionValue.Word word) {
            return word.value();
        }
        if (written instanceof OptionValue.Numeral numeral) {
            return numeral.value();
        }
        if (written instanceof OptionValue.Flag flag) {
            return flag.value() ? "TRUE" : "FALSE";
        }
        return "a " + written.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
