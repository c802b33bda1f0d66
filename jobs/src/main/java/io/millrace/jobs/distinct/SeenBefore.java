package io.millrace.jobs.distinct;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.task.TaskRelation;
import java.io.Serializable;
import java.util.List;

/**
 * The state on which a run builds.
 *
 * @param run the run committed before it
 * @param files of the table that hold its window, from which the keys can be read; none if the worker is to know them
 */
public record SeenBefore(String run, List<TaskRelation> files) implements Serializable {
    public static final SeenBefore NOTHING = new SeenBefore("", List.of());

    public SeenBefore {
        requireNonNull(run, "run is null");
        files = List.copyOf(files);
    }
}
