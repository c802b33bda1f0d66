package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.loop.JobPlanner;
import io.millrace.jobs.loop.PlannedRun;
import io.millrace.jobs.loop.RunKey;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.jobs.task.TaskRelation.Content;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.kernel.type.SqlText;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.scan.StateFiles;
import io.millrace.spi.source.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Plans the runs of a materialized view: those that write partial states of what its source got, and, when there are more of
 * them than merged states, one that merges all. So a reader reads about twice as many rows as the view has keys at most, and
 * a state is written again about once. Its runs are to be executed one at a time.
 */
public final class ViewPlanner implements JobPlanner {
    private static final long NOTHING = -1;

    private final InsertPlanner runs;
    private final InsertSpec spec;
    private final LakeTable view;
    private final ViewRecipe recipe;
    private final KernelSession session;
    private final Settings settings;
    private final ViewRetention retention;
    private long looked = NOTHING;

    /**
     * @param leastRows fewer partial states than this are not worth merging
     * @param keep how far back states are kept; all if empty
     */
    public record Settings(long leastRows, Optional<Duration> keep, InstantSource clock) {}

    /**
     * @param runs those that write partial states
     * @param session closed with the planner
     */
    public ViewPlanner(InsertPlanner runs, InsertSpec spec, LakeTable view, KernelSession session, Settings settings) {
        this.runs = requireNonNull(runs, "runs is null");
        this.spec = requireNonNull(spec, "spec is null");
        this.view = requireNonNull(view, "view is null");
        this.recipe = ViewRecipe.of(view.metadata().properties()).orElseThrow();
        this.session = requireNonNull(session, "session is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.retention = new ViewRetention(view, settings.keep());
    }

    @Override
    public Position start() {
        return runs.start();
    }

    @Override
    public void resume(JobToken committed) {
        runs.resume(committed);
    }

    @Override
    public Optional<PlannedRun> plan(Position from, RunKey key, Optional<JobToken> rejected) {
        return merge(from, key).or(() -> runs.plan(from, key, rejected));
    }

    private Optional<PlannedRun> merge(Position from, RunKey key) {
        long snapshot = view.metadata().currentSnapshot() == null
                ? NOTHING
                : view.metadata().currentSnapshot().snapshotId();
        if (snapshot == looked) {
            return Optional.empty();
        }
        looked = snapshot;
        StateFiles files = StateFiles.of(view);
        retention.look(
                files, ChronoUnit.MICROS.between(Instant.EPOCH, settings.clock().instant()));
        long base = files.base(Long.MAX_VALUE);
        boolean due = files.partial(base) > Math.max(settings.leastRows(), files.merged(base));
        return due ? Optional.of(merge(files, base, from, key)) : Optional.empty();
    }

    private PlannedRun merge(StateFiles files, long base, Position from, RunKey key) {
        Instant last = InsertPlanner.instant(InsertPlanner.micros(from) - 1);
        ViewReading reading = new ViewReading.Merged(InsertPlanner.instant(base), last);
        List<ScannedFile> read = files.since(base, Long.MAX_VALUE);
        TaskRelation states = new TaskRelation(
                files.schema(),
                read,
                view.io(),
                new Content.States(recipe, reading, session.schema(recipe, reading, files.schema())));
        InsertSpec merging = spec.reading("SELECT * FROM " + quoted(view.name()));
        long rows = files.partial(base) + files.merged(base);
        long bytes = read.stream().mapToLong(ScannedFile::bytes).sum();
        return PlannedRun.of(
                from,
                target -> List.of(new InsertTask(
                        merging, key, 0, new InsertInput.Tables(List.of(states)), last, last, rows, bytes, target)),
                true);
    }

    private static String quoted(TableName name) {
        return SqlText.name(name.catalog()) + "." + SqlText.name(name.schema()) + "." + SqlText.name(name.table());
    }

    @Override
    public boolean isExhausted(Position position) {
        return runs.isExhausted(position);
    }

    @Override
    public Duration interval() {
        return runs.interval();
    }

    @Override
    public Lag lag(Position position) {
        return runs.lag(position);
    }

    @Override
    public void close() {
        runs.close();
        session.close();
    }
}
