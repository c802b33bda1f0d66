package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.loop.JobPlanner;
import io.millrace.jobs.loop.PlannedRun;
import io.millrace.jobs.loop.RunKey;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.relation.NestedNames;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.select.WindowUse;
import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.scan.CommitLog;
import io.millrace.lake.scan.CommitRange;
import io.millrace.lake.scan.ScanPlanner;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.scan.TableScan;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.source.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Plans the runs of an insert job: the commits of its source tables, interval by interval. Every row belongs to exactly
 * one run, as commit times only grow and a run waits until no earlier commit can come. A query whose result rows each
 * come from one row takes many intervals at once.
 */
public final class InsertPlanner implements JobPlanner {
    private static final String COMMIT_TIME = "commit-time";

    private final InsertSpec spec;
    private final Settings settings;
    private final Function<TableUse, LakeTable> tables;
    private final CommitClock clock;
    private final KernelSession session;
    private final AnalyzedSelect select;
    private final RunWindow window;
    private final Map<Integer, CommitLog> logs = new HashMap<>();
    private final JoinedViews views;
    private final Optional<WindowInput> windows;
    private final NameCheck names;
    private Optional<String> waiting = Optional.empty();
    private long skippedFrom = Long.MIN_VALUE;
    private long skippedTo = Long.MIN_VALUE;

    /**
     * @param startMicros the first commit time to read
     * @param endMicros the commit time behind which nothing is read, if any
     * @param parallelism tasks of one run at most
     * @param maxRows of one run that takes many intervals
     * @param drained whether nothing more will be committed to the source tables; the last interval is then cut short
     * @param feeds tells of a materialized view what fills it
     * @param progress which events the source tables have
     * @param lateness for how long after its end a window takes rows
     * @param late keeps the rows that windows do not take, of a job that has windows
     */
    public record Settings(
            long startMicros,
            Optional<Long> endMicros,
            Duration interval,
            int parallelism,
            long maxRows,
            BooleanSupplier drained,
            Function<LakeTable, ViewFeed> feeds,
            EventProgress progress,
            Duration lateness,
            Optional<LakeTable> late) {
        /** For a source of whose events nothing is known, and a query without windows. */
        public Settings(
                long startMicros,
                Optional<Long> endMicros,
                Duration interval,
                int parallelism,
                long maxRows,
                BooleanSupplier drained,
                Function<LakeTable, ViewFeed> feeds) {
            this(
                    startMicros,
                    endMicros,
                    interval,
                    parallelism,
                    maxRows,
                    drained,
                    feeds,
                    EventProgress.UNKNOWN,
                    Duration.ZERO,
                    Optional.empty());
        }
    }

    /** When a run is due. */
    public enum When {
        NOW,
        /** When its interval is over. */
        LATER,
        /** There is no commit to read. */
        NEVER_YET
    }

    /**
     * What a run would read.
     *
     * @param startMicros of the run
     * @param endMicros of the run, exclusive
     * @param scans the files of each mention of a table
     */
    public record Outlook(When when, long startMicros, long endMicros, Map<Integer, TableScan> scans) {
        public Outlook {
            scans = Map.copyOf(scans);
        }
    }

    /** @param session for planning; closed with the planner */
    public InsertPlanner(
            InsertSpec spec,
            Settings settings,
            Function<TableUse, LakeTable> tables,
            LakeTable target,
            CommitClock clock,
            KernelSession session) {
        this.spec = requireNonNull(spec, "spec is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.session = requireNonNull(session, "session is null");
        this.select = InsertQuery.analyze(spec, session);
        this.window = RunWindow.of(settings.interval());
        this.windows = select.window().map(use -> windows(use, target));
        this.views = new JoinedViews(select, tables, settings.feeds(), clock, session);
        this.names = new NameCheck(spec, select, target, session, views);
    }

    private WindowInput windows(WindowUse use, LakeTable target) {
        return new WindowInput(
                use.window(),
                settings.lateness().toNanos() / 1000,
                settings.startMicros(),
                tables.apply(select.tables().get(use.table())),
                target,
                WindowColumns.of(spec.body(), select, target.schema()));
    }

    @Override
    public Position start() {
        return position(settings.startMicros());
    }

    @Override
    public void resume(JobToken committed) {
        names.bound();
    }

    @Override
    public Optional<PlannedRun> plan(Position from, RunKey key, Optional<JobToken> rejected) {
        long start = reachedMicros(from);
        windows.ifPresent(input -> input.look(start));
        long limit = limit();
        if (limit <= start) {
            return Optional.empty();
        }

        Map<Integer, TableScan> scans = scan(start, limit);
        Optional<Long> first = firstCommit(scans, start, limit);
        if (first.isEmpty()) {
            skippedFrom = micros(from);
            skippedTo = limit;
            return Optional.empty();
        }
        long runStart = Math.max(start, window.floor(first.get()));
        long runEnd = end(scans, runStart, limit);
        names.check(settings.drained().getAsBoolean());
        Function<WriteTarget, List<Task>> tasks = windows.isPresent()
                ? windowed(key, scans, runStart, runEnd)
                : tasks(key, shares(scans, runStart, runEnd), scans, runStart, runEnd);
        return Optional.of(
                PlannedRun.of(position(runEnd), tasks, runEnd < limit).finishing(finishedMicros(runEnd)));
    }

    /** What the run after a position would read as far as it is there; plans nothing. */
    public Outlook look(Position from) {
        long start = micros(from);
        long limit = Math.max(start, limit());
        Map<Integer, TableScan> scans = scan(start, limit);
        Optional<Long> first = firstCommit(scans, start, limit);
        if (first.isPresent()) {
            long runStart = Math.max(start, window.floor(first.get()));
            return outlook(When.NOW, runStart, end(scans, runStart, limit), scans);
        }
        Map<Integer, TableScan> later = scan(start, Long.MAX_VALUE);
        Optional<Long> next = firstCommit(later, start, Long.MAX_VALUE);
        if (next.isEmpty()) {
            return outlook(When.NEVER_YET, start, limit, scans);
        }
        long runStart = Math.max(start, window.floor(next.get()));
        return outlook(When.LATER, runStart, window.next(runStart), later);
    }

    private Outlook outlook(When when, long start, long end, Map<Integer, TableScan> scans) {
        Map<Integer, TableScan> used = new TreeMap<>(scans);
        select.incremental()
                .forEach(use -> used.put(use.index(), scans.get(use.index()).within(range(use, start, end))));
        return new Outlook(when, start, end, used);
    }

    /** Up to which commit time the source tables can be read now. */
    private long limit() {
        boolean drained = settings.drained().getAsBoolean();
        long safe = Math.min(safeTime(drained), settings.endMicros().orElse(Long.MAX_VALUE));
        boolean cutShort =
                drained || settings.endMicros().filter(end -> end == safe).isPresent();
        return counted(cutShort ? safe : window.floor(safe), drained);
    }

    private long end(Map<Integer, TableScan> scans, long runStart, long limit) {
        return Math.min(limit, isCoalesced() ? coalesced(scans, runStart, limit) : window.next(runStart));
    }

    @Override
    public boolean isExhausted(Position position) {
        long reached = reachedMicros(position);
        boolean ended = settings.endMicros().map(end -> reached >= end).orElse(false);
        return ended || (settings.drained().getAsBoolean() && reached >= counted(safeTime(true), true));
    }

    @Override
    public long finished(Position position) {
        return finishedMicros(reachedMicros(position));
    }

    /** Which events are there once all commits before a time are read. */
    private long finishedMicros(long commitMicros) {
        return select.incremental().stream()
                .mapToLong(use -> settings.progress().before(tables.apply(use).name(), commitMicros))
                .min()
                .orElse(PlannedRun.UNKNOWN);
    }

    @Override
    public Position reached(Position position) {
        return position(reachedMicros(position));
    }

    /** What was skipped behind a position tells nothing of an earlier one, to which the job goes back when a run is abandoned. */
    private long reachedMicros(Position position) {
        long micros = micros(position);
        return micros < skippedFrom ? micros : Math.max(micros, skippedTo);
    }

    @Override
    public Optional<String> waitingFor() {
        return waiting;
    }

    @Override
    public Duration interval() {
        return Duration.ZERO;
    }

    @Override
    public Lag lag(Position position) {
        long newest = newestCommit();
        long behind = newest - reachedMicros(position);
        return new Lag(0, newest == Long.MIN_VALUE || behind < 0 ? 0 : Math.min(behind / 1000, newest / 1000));
    }

    @Override
    public void close() {
        session.close();
    }

    /** How far the input may be read: to the end, or as far as the views have come that it is joined with. */
    private long counted(long end, boolean drained) {
        Optional<JoinedViews.Behind> behind = views.behind(drained).filter(view -> view.countedTo() < end);
        long limit = behind.map(view -> drained ? view.countedTo() : window.floor(view.countedTo()))
                .orElse(end);
        select.incremental().stream()
                .filter(use -> behind.isPresent())
                .forEach(use -> tables.apply(use).refresh());
        waiting = behind.filter(view -> newestCommit() >= limit).map(view -> "materialized view " + view.view());
        return limit;
    }

    private long newestCommit() {
        long newest = Long.MIN_VALUE;
        for (TableUse use : select.incremental()) {
            newest = Math.max(newest, Committer.lastCommitTime(tables.apply(use).metadata()));
        }
        return newest;
    }

    /** Before which no source table will get a commit any more. */
    private long safeTime(boolean drained) {
        if (drained) {
            return endOfCommits();
        }
        long safe = Long.MAX_VALUE;
        for (TableUse use : select.incremental()) {
            safe = Math.min(safe, clock.safeTime(tables.apply(use).name().toString()));
        }
        return safe;
    }

    /** Behind the last commit of all source tables, when none will come any more. */
    private long endOfCommits() {
        long last = Long.MIN_VALUE;
        for (TableUse use : select.incremental()) {
            last = Math.max(
                    last, Committer.lastCommitTime(tables.apply(use).refresh().metadata()));
        }
        return last == Long.MIN_VALUE ? last : last + 1;
    }

    private Map<Integer, TableScan> scan(long start, long limit) {
        Map<Integer, TableScan> scans = new TreeMap<>();
        for (TableUse use : select.tables()) {
            LakeTable table = tables.apply(use);
            NestedNames.requireStable(table.iceberg().schemas().values());
            if (views.isView(use)) {
                continue;
            }
            scans.put(
                    use.index(),
                    use.filter().isPresent()
                            ? followed(use, table, range(use, start, limit))
                            : ScanPlanner.plan(table, TableVersions.of(use)));
        }
        return scans;
    }

    private TableScan followed(TableUse use, LakeTable table, CommitRange range) {
        CommitLog log = logs.computeIfAbsent(use.index(), index -> new CommitLog(table));
        log.forgetBefore(range.fromMicros());
        return log.files(range);
    }

    private Optional<Long> firstCommit(Map<Integer, TableScan> scans, long start, long limit) {
        return select.incremental().stream()
                .flatMap(use -> scans.get(use.index()).files().stream())
                .filter(file -> file.lastCommitMicros() >= start && file.firstCommitMicros() < limit)
                .map(file -> Math.max(start, file.firstCommitMicros()))
                .min(Long::compare);
    }

    /** Where the rows replace others, which one is the last depends on the runs, and one task has to see all. */
    private boolean isSplit() {
        return select.isStateless() && !spec.keyed().replaces();
    }

    private boolean isCoalesced() {
        return isSplit()
                || windows.isPresent()
                || (select.isPerCommit() && !spec.keyed().replaces());
    }

    /** The last line of the grid, or the limit, before which at most the rows of one run lie. */
    private long coalesced(Map<Integer, TableScan> scans, long start, long limit) {
        List<ScannedFile> files =
                new ArrayList<>(scans.get(select.incremental().get(0).index()).files());
        files.sort(Comparator.comparingLong(ScannedFile::firstCommitMicros));
        long rows = 0;
        for (ScannedFile file : files) {
            rows += file.records();
            if (rows > settings.maxRows() && file.firstCommitMicros() >= window.next(start)) {
                return window.floor(file.firstCommitMicros());
            }
        }
        return limit;
    }

    /** For a query row by row the files of the input in shares; otherwise one share. */
    private List<List<TaskRelation>> shares(Map<Integer, TableScan> scans, long start, long end) {
        int input = select.incremental().get(0).index();
        TableScan scan = scans.get(input).within(range(select.incremental().get(0), start, end));
        int count = isSplit() ? FileShares.count(scan.files(), settings.parallelism()) : 1;
        long from = range(select.incremental().get(0), start, end).fromMicros();
        Map<Integer, TaskRelation> states = new HashMap<>();
        for (TableUse use : select.tables()) {
            views.states(use, from, end).ifPresent(relation -> states.put(use.index(), relation));
        }
        List<List<TaskRelation>> shares = new ArrayList<>();
        for (List<ScannedFile> share : FileShares.cut(scan.files(), count)) {
            List<TaskRelation> relations = new ArrayList<>();
            for (TableUse use : select.tables()) {
                if (states.containsKey(use.index())) {
                    relations.add(states.get(use.index()));
                    continue;
                }
                TableScan used = scans.get(use.index());
                List<ScannedFile> files = use.index() == input
                        ? share
                        : use.filter().isPresent()
                                ? used.within(range(use, start, end)).files()
                                : used.files();
                relations.add(
                        new TaskRelation(used.schema(), files, tables.apply(use).io()));
            }
            shares.add(relations);
        }
        return shares;
    }

    private Function<WriteTarget, List<Task>> tasks(
            RunKey key, List<List<TaskRelation>> shares, Map<Integer, TableScan> scans, long start, long end) {
        TableScan input = scans.get(select.incremental().get(0).index())
                .within(range(select.incremental().get(0), start, end));
        long rows = input.records() / shares.size();
        long bytes = input.bytes() / shares.size();
        return to -> {
            List<Task> made = new ArrayList<>();
            for (List<TaskRelation> relations : shares) {
                made.add(new InsertTask(
                        spec,
                        key,
                        made.size(),
                        new InsertInput.Tables(relations),
                        instant(start),
                        instant(end),
                        rows,
                        bytes,
                        to));
            }
            return made;
        };
    }

    /** Windows are computed from all of their rows: in the query, the run begins where the job did. */
    private Function<WriteTarget, List<Task>> windowed(
            RunKey key, Map<Integer, TableScan> scans, long start, long end) {
        InsertInput windowed = new InsertInput.Windowed(
                windows.orElseThrow().plan(start, end),
                new LateRows(WriteTarget.of(settings.late().orElseThrow().refresh())));
        TableScan input = scans.get(0).within(range(select.incremental().get(0), start, end));
        return to -> List.of(new InsertTask(
                spec,
                key,
                0,
                windowed,
                instant(settings.startMicros()),
                instant(end),
                input.records(),
                input.bytes(),
                to));
    }

    private static CommitRange range(TableUse use, long start, long end) {
        Instant from = use.filter().orElseThrow().from(new RunTimes(instant(start), instant(end)));
        return new CommitRange(ChronoUnit.MICROS.between(Instant.EPOCH, from), end);
    }

    static Position position(long micros) {
        return Position.of(Map.of(COMMIT_TIME, micros));
    }

    static long micros(Position position) {
        return position.find(COMMIT_TIME, 0);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
