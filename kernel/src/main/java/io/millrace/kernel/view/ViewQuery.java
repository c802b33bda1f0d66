package io.millrace.kernel.view;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.state.ViewRecipe;
import java.util.List;

/**
 * The query of a materialized view, taken apart.
 *
 * @param partials the query of a job that writes partial states: a row for each key and commit of the source
 * @param recipe how the view comes from them
 * @param texts the columns of the view as written
 */
public record ViewQuery(SelectText partials, ViewRecipe recipe, List<String> texts) {
    public ViewQuery {
        requireNonNull(partials, "partials is null");
        requireNonNull(recipe, "recipe is null");
        texts = List.copyOf(texts);
    }
}
