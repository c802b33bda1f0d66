package io.millrace.kernel.function;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All there is to know about a function.
 *
 * @param name in lower case
 * @param aliases other names of the same function
 * @param family the file that declares it
 * @param signatures as {@code split(text VARCHAR, separator VARCHAR) -> VARCHAR[]}
 * @param isAggregate whether it computes one value of many rows
 * @param isHelper whether only other functions of the library call it
 * @param description one line
 * @param nullRule what NULL arguments give
 * @param badInput what arguments that make no sense give
 * @param difference how DuckDB's function of that name differs; empty if it has none, or an equal one
 * @param examples expressions and their results
 */
public record FunctionDeclaration(
        String name,
        List<String> aliases,
        String family,
        List<String> signatures,
        boolean isAggregate,
        boolean isHelper,
        String description,
        String nullRule,
        String badInput,
        Optional<String> difference,
        List<Example> examples,
        Implementation implementation) {
    /** What NULLs give where nothing else is said. */
    public static final String NULL_RULE = "NULL if an argument is NULL";
    /** What bad input gives where nothing else is said. */
    public static final String BAD_INPUT = "NULL";

    /** An expression without columns, and its result as JSON. */
    public record Example(String expression, String result) {}

    public FunctionDeclaration {
        requireNonNull(implementation, "implementation is null");
        aliases = List.copyOf(aliases);
        signatures = List.copyOf(signatures);
        examples = List.copyOf(examples);
        if (!name.equals(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the name of a function is written in lower case: " + name);
        }
    }
}
