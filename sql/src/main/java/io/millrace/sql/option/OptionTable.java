package io.millrace.sql.option;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.StartPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The documentation of options, from their declarations. */
public final class OptionTable {
    private OptionTable() {}

    /** A Markdown table with a row for each option, sorted by name. */
    public static String markdown(OptionSet options) {
        StringBuilder out = new StringBuilder("| Option | Value | Default | Meaning |\n|---|---|---|---|\n");
        options.specs().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(spec -> out.append("| `")
                        .append(spec.name())
                        .append("` | ")
                        .append(escape(spec.type().label()))
                        .append(" | ")
                        .append(defaultValue(spec))
                        .append(" | ")
                        .append(escape(spec.description()))
                        .append(notes(spec))
                        .append(". Example: `")
                        .append(spec.example())
                        .append("` |\n"));
        return out.toString();
    }

    /** The default of an option as a user would write it; empty if there is none. */
    public static String defaultValue(OptionSpec<?> spec) {
        return spec.defaultValue().map(OptionTable::written).orElse("");
    }

    private static String written(Object value) {
        if (value instanceof Duration duration) {
            return Durations.format(duration);
        }
        if (value instanceof ContentType type) {
            return type.name();
        }
        if (value instanceof StartPoint point) {
            return point.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        }
        return value instanceof String || value instanceof Character
                ? "'" + value + "'"
                : value.toString().toUpperCase(Locale.ROOT);
    }

    private static String notes(OptionSpec<?> spec) {
        List<String> notes = new ArrayList<>();
        if (spec.is(Trait.REQUIRED)) {
            notes.add("required");
        }
        if (spec.is(Trait.EDITABLE)) {
            notes.add("editable");
        }
        if (spec.is(Trait.SECRET)) {
            notes.add("secret");
        }
        return notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")";
    }

    private static String escape(String text) {
        return text.replace("|", "\\|");
    }
}
