package io.millrace.kernel.state;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the rows of a materialized view come from its partial states. Kept as a property of the table that holds them, so that
 * data and recipe belong together.
 *
 * @param keys columns of the states by which they are merged, and of the view
 * @param states the other columns of the states
 * @param items the columns of the view, keys included, in order
 */
public record ViewRecipe(List<String> keys, List<State> states, List<Item> items) implements Serializable {
    /** The column of a state with the {@code $commit_time} of the rows that it was made of. */
    public static final String AS_OF = "_as_of";

    /** The column that is TRUE in merged states, which tell all that was counted up to their time. */
    public static final String MERGED = "_merged";

    /** The property of a table that makes it a materialized view. */
    public static final String PROPERTY = "millrace.view";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A column of partial states.
     *
     * @param rank the column that decides which value is the first or last; {@code column} itself where there is no other
     * @param count of how many values the state consists at most; 0 where that does not matter
     */
    public record State(String column, Merge merge, String rank, int count) implements Serializable {
        public State {
            requireNonNull(column, "column is null");
            requireNonNull(merge, "merge is null");
            requireNonNull(rank, "rank is null");
        }

        public static State of(String column, Merge merge) {
            return new State(column, merge, column, 0);
        }
    }

    /** A column of the view: SQL over the keys and the merged states. */
    public record Item(String name, String sql) implements Serializable {
        public Item {
            requireNonNull(name, "name is null");
            requireNonNull(sql, "sql is null");
        }
    }

    public ViewRecipe {
        keys = List.copyOf(keys);
        states = List.copyOf(states);
        items = List.copyOf(items);
    }

    /** The recipe of a table with these properties; empty if it is no materialized view. */
    public static Optional<ViewRecipe> of(Map<String, String> properties) {
        return Optional.ofNullable(properties.get(PROPERTY)).map(ViewRecipe::parse);
    }

    /** The value of the table's property. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recipe that is no JSON", e);
        }
    }

    private static ViewRecipe parse(String json) {
        try {
            return JSON.readValue(json, ViewRecipe.class);
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    ErrorCode.INTERNAL_ERROR, "Cannot read how a materialized view is kept: " + json, e);
        }
    }
}
