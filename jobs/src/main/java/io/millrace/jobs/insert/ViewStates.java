package io.millrace.jobs.insert;

import io.millrace.jobs.task.TaskRelation;
import io.millrace.jobs.task.TaskRelation.Content;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.relation.QueryRelation;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.scan.StateFiles;
import java.time.Instant;
import java.util.Optional;

/** What a job sees of a materialized view. */
public final class ViewStates {
    private ViewStates() {}

    /** Empty for a table that is no view. */
    public static Optional<ViewRecipe> recipe(LakeTable table) {
        return ViewRecipe.of(table.metadata().properties());
    }

    /** What a table or a view stands for when the query of a job is bound. */
    public static Relation empty(LakeTable table, KernelSession session) {
        FileRelation rows = FileRelation.empty(table.schema(), SystemColumns.names());
        ViewReading reading = new ViewReading.Versions(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
        return recipe(table)
                .<Relation>map(recipe ->
                        new QueryRelation(rows, recipe, reading, session.schema(recipe, reading, table.schema())))
                .orElse(rows);
    }

    /** What a view stands for where rows with commit times in {@code [start, end)} meet it, in microseconds since 1970. */
    public static TaskRelation versions(
            LakeTable view, ViewRecipe recipe, long start, long end, KernelSession session) {
        StateFiles files = StateFiles.of(view);
        ViewRetention.requireKept(view, start);
        long base = files.base(start);
        ViewReading reading = new ViewReading.Versions(
                InsertPlanner.instant(base), InsertPlanner.instant(start), InsertPlanner.instant(end));
        return new TaskRelation(
                files.schema(),
                files.since(base, end),
                view.io(),
                new Content.States(recipe, reading, session.schema(recipe, reading, files.schema())));
    }
}
