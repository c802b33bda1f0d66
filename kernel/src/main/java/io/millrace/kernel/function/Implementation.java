package io.millrace.kernel.function;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands behind a function. */
public sealed interface Implementation {
    /** A function of DuckDB under another name, or under the same one. */
    record Builtin(String target) implements Implementation {}

    /**
     * A macro of DuckDB.
     *
     * @param overloads each as {@code (a, b) AS a || b}
     * @param withLambda text that takes the place of a call whose last argument is a lambda
     */
    record Macro(List<String> overloads, Optional<String> withLambda) implements Implementation {
        public Macro {
            overloads = List.copyOf(overloads);
        }

        /** Whether it can be called with so many arguments. */
        boolean takes(int arguments) {
            return overloads.stream().anyMatch(overload -> parameters(overload) == arguments);
        }

        private static int parameters(String overload) {
            String list = overload.substring(overload.indexOf('(') + 1, overload.indexOf(')'));
            return list.isBlank() ? 0 : list.split(",").length;
        }
    }

    /**
     * Text that takes the place of the call, for what no macro can do: lambdas and aggregates.
     *
     * @param byArity templates by the number of their arguments; {@link #ANY} for one that takes any number
     */
    record Template(Map<Integer, String> byArity) implements Implementation {
        static final int ANY = -1;

        public Template {
            byArity = Map.copyOf(byArity);
        }
    }
}
