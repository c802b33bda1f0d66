package io.millrace.kernel.relation;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.state.ViewRecipe;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.Schema;

/**
 * The rows of a materialized view, computed from its partial states.
 *
 * @param states whose columns the recipe names
 * @param schema of the rows, the columns of {@link ViewReading#HIDDEN} included where the reading has them
 */
public record QueryRelation(FileRelation states, ViewRecipe recipe, ViewReading reading, Schema schema)
        implements Relation {
    public QueryRelation {
        requireNonNull(states, "states is null");
        requireNonNull(recipe, "recipe is null");
        requireNonNull(reading, "reading is null");
        requireNonNull(schema, "schema is null");
    }

    @Override
    public Set<String> systemColumns() {
        Set<String> names = new HashSet<>(states.systemColumns());
        names.addAll(ViewReading.HIDDEN);
        return names;
    }

    /** Whether a row of a stream is to be joined with the version that was valid when it was committed. */
    public boolean isVersioned() {
        return reading instanceof ViewReading.Versions;
    }
}
