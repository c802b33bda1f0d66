package io.millrace.jobs.insert;

import io.millrace.jobs.task.TaskRelation;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.TableUse;
import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.scan.CommitLog;
import io.millrace.lake.scan.CommitRange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The materialized views that the query of an insert job is joined with. A row meets what all commits of a view's source
 * up to its own commit time have made of the view; a run waits until they are counted.
 */
final class JoinedViews {
    private final AnalyzedSelect select;
    private final Function<TableUse, LakeTable> tables;
    private final Function<LakeTable, ViewFeed> feeds;
    private final CommitClock clock;
    private final KernelSession session;
    private final Map<Integer, ViewFeed> known = new HashMap<>();
    private final Map<Integer, CommitLog> sources = new HashMap<>();

    /** @param feeds tells of a view what fills it */
    JoinedViews(
            AnalyzedSelect select,
            Function<TableUse, LakeTable> tables,
            Function<LakeTable, ViewFeed> feeds,
            CommitClock clock,
            KernelSession session) {
        this.select = select;
        this.tables = tables;
        this.feeds = feeds;
        this.clock = clock;
        this.session = session;
    }

    /** What fills a view, and how far it has come; the commit time is in microseconds. */
    record Behind(String view, long countedTo) {}

    /** The view that is the farthest behind: before its time every commit of its source is counted. */
    Optional<Behind> behind(boolean drained) {
        Optional<Behind> least = Optional.empty();
        for (TableUse use : select.tables()) {
            if (isView(use)) {
                long to = countedTo(use, drained);
                if (least.isEmpty() || to < least.get().countedTo()) {
                    least = Optional.of(new Behind(use.name().toString(), to));
                }
            }
        }
        return least;
    }

    private long countedTo(TableUse use, boolean drained) {
        LakeTable view = tables.apply(use);
        ViewFeed feed = known.computeIfAbsent(use.index(), index -> feeds.apply(view));
        long counted = view.refresh()
                .token(feed.jobId())
                .map(JobToken::position)
                .map(InsertPlanner::micros)
                .orElse(feed.startMicros());
        long safe =
                drained ? Long.MAX_VALUE : clock.safeTime(feed.source().name().toString());
        if (safe <= counted) {
            return counted;
        }
        CommitLog log = sources.computeIfAbsent(use.index(), index -> new CommitLog(feed.source()));
        log.forgetBefore(counted);
        return log.files(new CommitRange(counted, safe)).files().isEmpty() ? safe : counted;
    }

    boolean isView(TableUse use) {
        return ViewStates.recipe(tables.apply(use)).isPresent();
    }

    /** What a mention of a table stands for when a query is bound. */
    Relation empty(TableUse use) {
        return ViewStates.empty(tables.apply(use), session);
    }

    /** What a view stands for where rows with commit times in {@code [start, end)} meet it; empty for other tables. */
    Optional<TaskRelation> states(TableUse use, long start, long end) {
        LakeTable view = tables.apply(use);
        return ViewStates.recipe(view).map(recipe -> ViewStates.versions(view, recipe, start, end, session));
    }
}
