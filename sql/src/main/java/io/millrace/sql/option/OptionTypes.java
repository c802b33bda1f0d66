package io.millrace.sql.option;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.StartPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Option types with bounds. */
final class OptionTypes {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String CLUSTER = "Default Compute";

    private OptionTypes() {}

    /** Paths such as {@code items[].tags}. */
    static final OptionType<List<String>> PATHS = new OptionType<>("(path, ...)", OptionTypes::paths);

    private static List<String> paths(OptionValue written) {
        List<OptionValue> values = written instanceof OptionValue.Items items ? items.values() : List.of(written);
        List<String> paths = new ArrayList<>();
        for (OptionValue value : values) {
            if (value instanceof OptionValue.Word word) {
                paths.add(word.value().matches("\\w+") ? word.value() : quoted(word.value()));
            } else if (value instanceof OptionValue.Text text) {
                paths.add(text.value());
            } else if (value instanceof OptionValue.Expression path) {
                paths.add(path.sql());
            } else {
                return null;
            }
        }
        return List.copyOf(paths);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A whole number from {@code min} to {@code max}. */
    static OptionType<Long> integer(String option, long min, long max) {
        return checked("integer from " + min + " to " + max, OptionType.INTEGER, value -> {
            if (value < min || value > max) {
                throw refuse(option, Long.toString(value), "from " + min + " to " + max);
            }
            return value;
        });
    }

    static OptionType<Duration> duration(String option, Duration min, Duration max) {
        String bounds = "from " + Durations.format(min) + " to " + Durations.format(max);
        return checked("duration " + bounds, OptionType.DURATION, value -> {
            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                throw refuse(option, Durations.format(value), bounds);
            }
            return value;
        });
    }

    /** A duration of at least {@code min} of which a day is a multiple. */
    static OptionType<Duration> divisorOfDay(String option, Duration min) {
        OptionType<Duration> bounded = duration(option, min, DAY);
        return checked(bounded.label() + " that divides a day", bounded, value -> {
            if (DAY.toNanos() % value.toNanos() != 0) {
                throw refuse(
                        option, Durations.format(value), "it must divide a day evenly, as 2 HOURS and 5 MINUTES do");
            }
            return value;
        });
    }

    static OptionType<StartPoint> endPoint(String option) {
        return checked("NOW | TIMESTAMP '2026-01-31 00:00:00'", OptionType.START_POINT, value -> {
            if (value instanceof StartPoint.Beginning) {
                throw refuse(option, "BEGINNING", "a job that ends where it begins does nothing");
            }
            return value;
        });
    }

    static <E extends Enum<E>> OptionType<Set<E>> setOf(String option, Class<E> type) {
        List<String> names =
                List.of(type.getEnumConstants()).stream().map(Enum::name).toList();
        return new OptionType<>("('" + String.join("', '", names) + "')", written -> {
            List<String> words = OptionType.STRINGS.reader().apply(written);
            if (words == null) {
                return null;
            }
            Set<E> values = EnumSet.noneOf(type);
            for (String word : words) {
                if (!names.contains(word.toUpperCase(Locale.ROOT))) {
                    throw refuse(option, word, "known: " + String.join(", ", names));
                }
                values.add(Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
            }
            return values;
        });
    }

    /** An option of the language that is not there yet: any value is refused, with a code of its own. */
    static OptionSpec<Void> unavailable(String name, String description, String example) {
        OptionType<Void> type = new OptionType<>("not yet available", written -> {
            throw new MillraceException(ErrorCode.NOT_YET_AVAILABLE, "Cannot use what is not yet available: " + name);
        });
        return OptionSpec.optional(name, type, description, example);
    }

    /** The cluster of a job or table: this process, by the name that others have for the cluster that they begin with. */
    static OptionSpec<String> cluster(String description) {
        OptionType<String> type = checked("\"" + CLUSTER + "\"", OptionType.STRING, name -> {
            if (!name.equalsIgnoreCase(CLUSTER)) {
                throw new MillraceException(
                                ErrorCode.NOT_YET_AVAILABLE,
                                "Cannot use what is not yet available: COMPUTE_CLUSTER = \"" + name + "\"")
                        .withHint("leave the option out, or write COMPUTE_CLUSTER = \"" + CLUSTER
                                + "\": what there is executes in this process");
            }
            return CLUSTER;
        });
        return OptionSpec.optional(
                "COMPUTE_CLUSTER", type, description, "\"" + CLUSTER + "\"", OptionSpec.Trait.EDITABLE);
    }

    /** An option of which one value alone says what is so. */
    static final OptionType<Boolean> FALSE = new OptionType<>(
            "FALSE", value -> value instanceof OptionValue.Flag flag && !flag.value() ? Boolean.FALSE : null);

    static <T> OptionType<T> checked(String label, OptionType<T> type, UnaryOperator<T> check) {
        return new OptionType<>(label, written -> {
            T value = type.reader().apply(written);
            return value == null ? null : check.apply(value);
        });
    }

    private static MillraceException refuse(String option, String value, String hint) {
        return new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option " + option + ": " + value)
                .withHint(hint);
    }
}
