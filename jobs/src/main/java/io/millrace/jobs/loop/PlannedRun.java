package io.millrace.jobs.loop;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.task.Task;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.source.Position;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One turn of a job, cut into tasks but not yet started.
 *
 * @param to the position after the run
 * @param tasks makes the tasks for a target; called again with a wider schema if they have to be executed again
 * @param isLed whether the first task executes before the others, which begin with the schema that it discovered
 * @param full whether there was more to read than one run takes, so that the next is due at once
 * @param summary what the snapshot tells for the record
 * @param replayedMicros rejects kept up to this commit time are decoded once more by this run; 0 for any other run
 * @param visible done when the run is committed and visible
 * @param finishedMicros events before this are in the target once the run is committed, as far as the source has them when it
 *     is planned; {@link #UNKNOWN} if that cannot be told
 */
public record PlannedRun(
        Position to,
        Function<WriteTarget, List<Task>> tasks,
        boolean isLed,
        boolean full,
        Map<String, String> summary,
        long replayedMicros,
        Runnable visible,
        long finishedMicros) {
    public static final long UNKNOWN = Long.MIN_VALUE;

    public PlannedRun {
        requireNonNull(to, "to is null");
        requireNonNull(tasks, "tasks is null");
        summary = Map.copyOf(summary);
        requireNonNull(visible, "visible is null");
    }

    /** A run that tells nothing of the events that are finished. */
    public PlannedRun(
            Position to,
            Function<WriteTarget, List<Task>> tasks,
            boolean isLed,
            boolean full,
            Map<String, String> summary,
            long replayedMicros,
            Runnable visible) {
        this(to, tasks, isLed, full, summary, replayedMicros, visible, UNKNOWN);
    }

    /** A run of which there is nothing special to tell. */
    public static PlannedRun of(Position to, Function<WriteTarget, List<Task>> tasks, boolean full) {
        return new PlannedRun(to, tasks, false, full, Map.of(), 0, () -> {});
    }

    /** A run that reads nothing new. */
    public static PlannedRun replay(Position at, Function<WriteTarget, List<Task>> tasks, long replayedMicros) {
        return new PlannedRun(at, tasks, false, true, Map.of(), replayedMicros, () -> {});
    }

    /** This run, with something to do once it is committed and visible. */
    public PlannedRun then(Runnable next) {
        return new PlannedRun(to, tasks, isLed, full, summary, replayedMicros, next, finishedMicros);
    }

    /** This run, after which events before a time are in the target. */
    public PlannedRun finishing(long micros) {
        return new PlannedRun(to, tasks, isLed, full, summary, replayedMicros, visible, micros);
    }

    /** This run, whose first task executes before the others. */
    public PlannedRun led() {
        return new PlannedRun(to, tasks, true, full, summary, replayedMicros, visible, finishedMicros);
    }
}
