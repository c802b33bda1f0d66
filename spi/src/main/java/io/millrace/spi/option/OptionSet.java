package io.millrace.spi.option;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.OptionSpec.Trait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All options that a thing takes.
 *
 * @param subject what they belong to, as shown in messages: {@code KAFKA connection}
 */
public record OptionSet(String subject, List<OptionSpec<?>> specs) {
    public OptionSet {
        specs = List.copyOf(specs);
    }

    public static OptionSet of(String subject, OptionSpec<?>... specs) {
        return new OptionSet(subject, List.of(specs));
    }

    /** These options and those of {@code other}, under this set's subject. */
    public OptionSet and(OptionSet other) {
        List<OptionSpec<?>> all = new ArrayList<>(specs);
        all.addAll(other.specs);
        return new OptionSet(subject, all);
    }

    public Optional<OptionSpec<?>> find(String name) {
        return specs.stream().filter(spec -> spec.name().equalsIgnoreCase(name)).findFirst();
    }

    /**
     * Checks what a user wrote and gives it meaning.
     *
     * @param place where to report a missing option
     * @throws MillraceException naming the place of an unknown, repeated, missing or ill-typed option
     */
    public Options resolve(List<OptionAssignment> assignments, SourceLocation place) {
        Map<String, OptionAssignment> written = new LinkedHashMap<>();
        for (OptionAssignment assignment : assignments) {
            OptionSpec<?> spec = known(assignment);
            if (written.putIfAbsent(spec.name(), assignment) != null) {
                throw new MillraceException(
                        ErrorCode.DUPLICATE_OPTION, assignment.location(), "Cannot set option twice: " + spec.name());
            }
            check(spec, assignment);
        }

        for (OptionSpec<?> spec : specs) {
            if (spec.is(Trait.REQUIRED) && !written.containsKey(spec.name())) {
                throw new MillraceException(
                                ErrorCode.MISSING_OPTION,
                                place,
                                "Cannot create " + subject + " without option: " + spec.name())
                        .withHint("add " + spec.name() + " = " + spec.example());
            }
        }
        Map<String, OptionValue> values = new LinkedHashMap<>();
        written.forEach((name, assignment) -> values.put(name, assignment.value()));
        return new Options(values);
    }

    /** The option an assignment of {@code ALTER ... SET} names, if it may be changed. */
    public OptionSpec<?> editable(OptionAssignment assignment) {
        OptionSpec<?> spec = known(assignment);
        if (!spec.is(Trait.EDITABLE)) {
            throw new MillraceException(
                            ErrorCode.OPTION_NOT_EDITABLE,
                            assignment.location(),
                            "Cannot change option of an existing " + subject + ": " + spec.name())
                    .withHint("editable: "
                            + String.join(
                                    ", ",
                                    specs.stream()
                                            .filter(other -> other.is(Trait.EDITABLE))
                                            .map(OptionSpec::name)
                                            .toList()));
        }
        check(spec, assignment);
        return spec;
    }

    private OptionSpec<?> known(OptionAssignment assignment) {
        Optional<OptionSpec<?>> spec = find(assignment.name());
        if (spec.isEmpty()) {
            throw new MillraceException(
                            ErrorCode.UNKNOWN_OPTION,
                            assignment.location(),
                            "Cannot find option of " + subject + ": " + assignment.name())
                    .withHint(Suggestions.hint(
                            assignment.name(),
                            specs.stream().map(OptionSpec::name).toList()));
        }
        return spec.get();
    }

    private static void check(OptionSpec<?> spec, OptionAssignment assignment) {
        try {
            spec.type().read(spec.name(), assignment.value());
        } catch (MillraceException e) {
            throw e.at(assignment.valueLocation());
        }
    }
}
