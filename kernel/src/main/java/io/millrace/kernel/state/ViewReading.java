package io.millrace.kernel.state;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.type.SqlText;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of a materialized view is read, as SQL over its partial states. */
public sealed interface ViewReading extends Serializable {
    /** From which commit time of the joined row on a version of a key counts. */
    String VALID_FROM = "_valid_from";

    /** Up to which commit time of the joined row, exclusive. */
    String VALID_TO = "_valid_to";

    /** The columns of versions that {@code *} does not show. */
    Set<String> HIDDEN = Set.of(VALID_FROM, VALID_TO);

    /** The time of the merged states that the reading begins with, 1970 if with none; older ones are left out. */
    Instant base();

    /** @param states SQL that yields the states */
    String sql(ViewRecipe recipe, String states);

    /** The rows of the view as they are now. */
    record Current(Instant base) implements ViewReading {
        public Current {
            requireNonNull(base, "base is null");
        }

        @Override
        public String sql(ViewRecipe recipe, String states) {
            return rows(recipe, merged(recipe, chosen(this, states)), List.of());
        }
    }

    /** The rows of the view as they are when all commits of its source before a time are counted, and no other. */
    record Until(Instant base, Instant end) implements ViewReading {
        public Until {
            requireNonNull(base, "base is null");
            requireNonNull(end, "end is null");
        }

        @Override
        public String sql(ViewRecipe recipe, String states) {
            return rows(recipe, merged(recipe, chosen(this, states) + " AND _as_of < " + literal(end)), List.of());
        }
    }

    /**
     * Every state that a row with a commit time in {@code [start, end)} may be joined with: one version of a key before the
     * range, and one for each change in it.
     *
     * @param base not after {@code start}
     */
    record Versions(Instant base, Instant start, Instant end) implements ViewReading {
        public Versions {
            requireNonNull(base, "base is null");
            requireNonNull(start, "start is null");
            requireNonNull(end, "end is null");
        }

        @Override
        public String sql(ViewRecipe recipe, String states) {
            String keys = names(recipe.keys());
            String time =
                    "CASE WHEN _as_of <= %s THEN TIMESTAMPTZ '-infinity' ELSE _as_of END".formatted(literal(start));
            String known = "SELECT * REPLACE (%s AS _as_of) %s AND _as_of < %s"
                    .formatted(time, chosen(this, states), literal(end));
            String changes = "SELECT %s, _as_of, %s FROM (%s) GROUP BY %s, _as_of"
                    .formatted(keys, merges(recipe, ""), known, keys);
            String until = "coalesce(lead(_as_of) OVER w, TIMESTAMPTZ 'infinity')";
            String versions = "SELECT %s, _as_of AS %s, %s AS %s, %s FROM (%s)"
                            .formatted(keys, VALID_FROM, until, VALID_TO, merges(recipe, " OVER w"), changes)
                    + " WINDOW w AS (PARTITION BY %s ORDER BY _as_of ROWS UNBOUNDED PRECEDING)".formatted(keys);
            return rows(recipe, versions, List.of(VALID_FROM, VALID_TO));
        }
    }

    /** One merged state for each key, as the table of the view keeps it; of all states up to a time. */
    record Merged(Instant base, Instant time) implements ViewReading {
        public Merged {
            requireNonNull(base, "base is null");
            requireNonNull(time, "time is null");
        }

        @Override
        public String sql(ViewRecipe recipe, String states) {
            String until = chosen(this, states) + " AND _as_of <= " + literal(time);
            return "SELECT *, %s AS %s, TRUE AS %s FROM (%s)"
                    .formatted(literal(time), ViewRecipe.AS_OF, ViewRecipe.MERGED, merged(recipe, until));
        }
    }

    private static String chosen(ViewReading reading, String states) {
        return "FROM (%s) WHERE CASE WHEN _merged THEN _as_of = %2$s ELSE _as_of > %2$s END"
                .formatted(states, literal(reading.base()));
    }

    private static String merged(ViewRecipe recipe, String from) {
        String keys = names(recipe.keys());
        return "SELECT %s, %s %s GROUP BY %s".formatted(keys, merges(recipe, ""), from, keys);
    }

    private static String rows(ViewRecipe recipe, String merged, List<String> more) {
        String items = Stream.concat(
                        recipe.items().stream().map(item -> item.sql() + " AS " + SqlText.name(item.name())),
                        more.stream())
                .collect(Collectors.joining(", "));
        return "SELECT " + items + " FROM (" + merged + ")";
    }

    private static String merges(ViewRecipe recipe, String over) {
        return recipe.states().stream()
                .map(state -> state.merge().sql(state, over) + " AS " + SqlText.name(state.column()))
                .collect(Collectors.joining(", "));
    }

    private static String names(List<String> names) {
        return names.stream().map(SqlText::name).collect(Collectors.joining(", "));
    }

    private static String literal(Instant time) {
        return "TIMESTAMPTZ " + SqlText.literal(time.toString());
    }
}
