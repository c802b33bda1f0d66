package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Found.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which functions take an array whole where {@code []} stands in an argument, instead of being computed for each element. */
final class ArrayFunctions {
    private static final Set<String> NAMES = Set.of(
            "sum_values",
            "count_values",
            "count_values_if",
            "distinct_values",
            "first_element",
            "last_element",
            "element_at",
            "lead_in_array",
            "join_arrays",
            "item_index",
            "map_with_index",
            "get_range",
            "cardinality",
            "flatten",
            "unnest");

    private final Set<String> aggregates;
    private final Predicate<String> takesArrays;

    ArrayFunctions(Set<String> aggregates, Predicate<String> takesArrays) {
        this.aggregates = aggregates;
        this.takesArrays = takesArrays;
    }

    /** What a function, named in lower case, does with elements; nothing for those that are computed for each. */
    Optional<Kind> kind(String name) {
        if (name.equals("zip")) {
            return Optional.of(Kind.ZIPS);
        }
        if (aggregates.contains(name)) {
            return Optional.of(Kind.AGGREGATES);
        }
        boolean takes =
                NAMES.contains(name) || name.startsWith("list_") || name.startsWith("array_") || takesArrays.test(name);
        return takes ? Optional.of(Kind.TAKES_ARRAYS) : Optional.empty();
    }
}
