package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.insert.EventProgress.Finished;
import io.millrace.jobs.loop.JobPlanner;
import io.millrace.jobs.loop.PlannedRun;
import io.millrace.jobs.loop.RunKey;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.RunTimes.Arrived;
import io.millrace.kernel.select.TableUse;
import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.CommitClock;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.scan.EventFile;
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
import java.util.function.Function;

/**
 * Plans the runs of a SYNC job: the events of its source tables, range by range of the clock. A range is due when every table
 * has its events, as far as whoever fills it knows. A run reads what is committed until then; rows that come later than their
 * range was due are taken by the next run, so that every row belongs to exactly one.
 *
 * <p>A position tells up to which event, and of which commits, all is read.
 */
public final class SyncPlanner implements JobPlanner {
    private static final String EVENT_TIME = "event-time";
    private static final String COMMIT_TIME = "commit-time";

    private final InsertSpec spec;
    private final InsertPlanner.Settings settings;
    private final Function<TableUse, LakeTable> tables;
    private final CommitClock clock;
    private final KernelSession session;
    private final AnalyzedSelect select;
    private final RunWindow window;
    private final JoinedViews views;
    private final NameCheck names;
    private Optional<String> waiting = Optional.empty();
    private boolean drained;
    private long skippedFrom = Long.MIN_VALUE;
    private long skippedTo = Long.MIN_VALUE;
    private long skippedUntil = Long.MIN_VALUE;

    /**
     * @param settings whose {@code startMicros} and {@code endMicros} are times of events
     * @param session for planning; closed with the planner
     */
    public SyncPlanner(
            InsertSpec spec,
            InsertPlanner.Settings settings,
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
        this.views = new JoinedViews(select, tables, settings.feeds(), clock, session);
        this.names = new NameCheck(spec, select, target, session, views);
    }

    @Override
    public Position start() {
        return position(settings.startMicros(), 0);
    }

    @Override
    public void resume(JobToken committed) {
        names.bound();
    }

    @Override
    public Optional<PlannedRun> plan(Position from, RunKey key, Optional<JobToken> rejected) {
        drained = false;
        boolean ended = settings.drained().getAsBoolean();
        long start = eventMicros(from);
        long since = commitMicros(from);
        Due due = ended ? all(start) : due(start);
        long until = Math.max(since, due.until());
        if ((due.limit() <= start && !ended) || isBehindView(until, ended)) {
            return Optional.empty();
        }
        Map<Integer, List<EventFile>> files = files(start, since, until);
        Optional<Range> range = range(files, start, since, Math.max(start, due.limit()));
        if (range.isEmpty()) {
            skippedFrom = from.find(EVENT_TIME, 0);
            skippedTo = Math.max(start, due.limit());
            skippedUntil = until;
            drained = ended;
            return Optional.empty();
        }
        names.check(ended);
        Range run = range.get();
        Arrived arrived = new Arrived(
                InsertPlanner.instant(since),
                InsertPlanner.instant(until),
                InsertPlanner.instant(settings.startMicros()));
        Function<WriteTarget, List<Task>> tasks = tasks(key, files, run, arrived);
        return Optional.of(PlannedRun.of(position(run.end(), until), tasks, run.end() < due.limit())
                .finishing(run.end()));
    }

    /**
     * @param limit ranges that end here or before are due
     * @param until the commit time before which their events are
     */
    private record Due(long limit, long until) {}

    /** @param late the mention of a table that has rows from before the range; -1 if none has */
    private record Range(long start, long end, int late) {}

    private Due due(long start) {
        long limit = Long.MAX_VALUE;
        long until = Long.MAX_VALUE;
        waiting = Optional.empty();
        for (TableUse use : select.incremental()) {
            LakeTable table = tables.apply(use);
            Finished finished = settings.progress().of(table.name());
            if (finished.eventMicros() < limit) {
                limit = finished.eventMicros();
                waiting = finished.trouble().map(trouble -> table.name() + ": " + trouble);
            }
            until = Math.min(until, finished.commitMicros());
        }
        long line = limit == PlannedRun.UNKNOWN ? limit : window.floor(limit);
        if (line > start) {
            waiting = Optional.empty();
        }
        return new Due(Math.min(line, settings.endMicros().orElse(Long.MAX_VALUE)), until);
    }

    /** When nothing will come any more: up to the last event that has happened. */
    private Due all(long start) {
        waiting = Optional.empty();
        long until = 0;
        long last = start;
        for (TableUse use : select.incremental()) {
            LakeTable table = tables.apply(use);
            until = Math.max(until, Committer.lastCommitTime(table.refresh().metadata()) + 1);
            long now = clock.safeTime(table.name().toString());
            for (EventFile file : ScanPlanner.events(table, start, Long.MAX_VALUE - 1, Long.MAX_VALUE)) {
                last = Math.max(last, Math.min(now, file.lastEventMicros() + 1));
            }
        }
        return new Due(Math.min(last, settings.endMicros().orElse(Long.MAX_VALUE)), until);
    }

    private boolean isBehindView(long until, boolean ended) {
        Optional<JoinedViews.Behind> behind = views.behind(ended).filter(view -> view.countedTo() < until);
        behind.ifPresent(view -> waiting = Optional.of("materialized view " + view.view()));
        return behind.isPresent();
    }

    private Map<Integer, List<EventFile>> files(long start, long since, long until) {
        Map<Integer, List<EventFile>> files = new HashMap<>();
        for (TableUse use : select.incremental()) {
            long from = from(use, start, start);
            files.put(use.index(), ScanPlanner.events(tables.apply(use), from, since, until));
        }
        return files;
    }

    private Optional<Range> range(Map<Integer, List<EventFile>> files, long start, long since, long limit) {
        int late = -1;
        long first = Long.MAX_VALUE;
        for (Map.Entry<Integer, List<EventFile>> input : files.entrySet()) {
            for (EventFile file : input.getValue()) {
                if (file.firstEventMicros() < start && file.file().lastCommitMicros() >= since) {
                    late = input.getKey();
                }
                if (file.lastEventMicros() >= start) {
                    first = Math.min(first, Math.max(start, file.firstEventMicros()));
                }
            }
        }
        if (late >= 0) {
            return Optional.of(new Range(start, end(files, start, limit), late));
        }
        if (first >= limit) {
            return Optional.empty();
        }
        long from = Math.max(start, window.floor(first));
        return Optional.of(new Range(from, end(files, from, limit), -1));
    }

    /** Where each row of the result comes from one row, it does not matter how many ranges a run takes. */
    private boolean isSplit() {
        return select.isStateless() && !spec.keyed().replaces();
    }

    private long end(Map<Integer, List<EventFile>> files, long start, long limit) {
        if (!isSplit()) {
            return Math.min(limit, window.next(start));
        }
        List<EventFile> sorted =
                new ArrayList<>(files.get(select.incremental().get(0).index()));
        sorted.sort(Comparator.comparingLong(EventFile::firstEventMicros));
        long rows = 0;
        for (EventFile file : sorted) {
            rows += file.lastEventMicros() >= start ? file.file().records() : 0;
            if (rows > settings.maxRows() && file.firstEventMicros() >= window.next(start)) {
                return Math.min(limit, window.floor(file.firstEventMicros()));
            }
        }
        return limit;
    }

    private Function<WriteTarget, List<Task>> tasks(
            RunKey key, Map<Integer, List<EventFile>> files, Range run, Arrived arrived) {
        Map<Integer, List<ScannedFile>> inputs = new HashMap<>();
        select.incremental().forEach(use -> inputs.put(use.index(), within(files.get(use.index()), use, run, arrived)));
        int first = select.incremental().get(0).index();
        int count = isSplit() ? FileShares.count(inputs.get(first), settings.parallelism()) : 1;
        List<List<TaskRelation>> shares = new ArrayList<>();
        for (List<ScannedFile> share : FileShares.cut(inputs.get(first), count)) {
            inputs.put(first, share);
            shares.add(select.tables().stream()
                    .map(use -> relation(use, inputs, arrived))
                    .toList());
        }
        List<ScannedFile> read = shares.stream()
                .flatMap(share -> share.get(first).files().stream())
                .toList();
        long rows = read.stream().mapToLong(ScannedFile::records).sum() / count;
        long bytes = read.stream().mapToLong(ScannedFile::bytes).sum() / count;
        Instant start = InsertPlanner.instant(run.start());
        Instant end = InsertPlanner.instant(run.end());
        Instant from = select.incremental().stream()
                .filter(use -> use.index() == run.late())
                .map(use -> InsertPlanner.instant(from(use, run.start(), run.end())))
                .findFirst()
                .orElse(start);
        MissedRows missed = new MissedRows(arrived, run.late(), from);
        return to -> {
            List<Task> made = new ArrayList<>();
            shares.forEach(share -> made.add(new InsertTask(
                    spec, key, made.size(), new InsertInput.Synced(share, missed), start, end, rows, bytes, to)));
            return made;
        };
    }

    private TaskRelation relation(TableUse use, Map<Integer, List<ScannedFile>> inputs, Arrived arrived) {
        LakeTable table = tables.apply(use);
        if (use.filter().isPresent()) {
            return new TaskRelation(table.schema(), inputs.get(use.index()), table.io());
        }
        long until = ChronoUnit.MICROS.between(Instant.EPOCH, arrived.until());
        long first = inputs.values().stream()
                .flatMap(List::stream)
                .mapToLong(ScannedFile::firstCommitMicros)
                .min()
                .orElse(until);
        return views.states(use, Math.min(first, until), until).orElseGet(() -> {
            TableScan scan = ScanPlanner.plan(table, TableVersions.of(use));
            return new TaskRelation(scan.schema(), scan.files(), table.io());
        });
    }

    /** The files that may hold rows of a run, in the order of their commits. */
    private static List<ScannedFile> within(List<EventFile> files, TableUse use, Range run, Arrived arrived) {
        long from = from(use, run.start(), run.end());
        long since = ChronoUnit.MICROS.between(Instant.EPOCH, arrived.since());
        return files.stream()
                .filter(file -> (file.lastEventMicros() >= from && file.firstEventMicros() < run.end())
                        || (file.firstEventMicros() < from && file.file().lastCommitMicros() >= since))
                .map(EventFile::file)
                .sorted(SourceOrder.FILES)
                .toList();
    }

    private static long from(TableUse use, long start, long end) {
        RunTimes times = new RunTimes(InsertPlanner.instant(start), InsertPlanner.instant(end));
        return ChronoUnit.MICROS.between(
                Instant.EPOCH, use.filter().orElseThrow().from(times));
    }

    @Override
    public Position reached(Position position) {
        return position(eventMicros(position), commitMicros(position));
    }

    @Override
    public long finished(Position position) {
        return eventMicros(position);
    }

    @Override
    public Optional<String> waitingFor() {
        return waiting;
    }

    @Override
    public boolean isExhausted(Position position) {
        boolean over =
                settings.endMicros().map(end -> eventMicros(position) >= end).orElse(false);
        return over || (drained && settings.drained().getAsBoolean());
    }

    @Override
    public Duration interval() {
        return Duration.ZERO;
    }

    /** How far the job is behind the newest commit of its sources. */
    @Override
    public Lag lag(Position position) {
        long newest = Long.MIN_VALUE;
        for (TableUse use : select.incremental()) {
            newest = Math.max(newest, Committer.lastCommitTime(tables.apply(use).metadata()));
        }
        long behind = newest - eventMicros(position);
        return new Lag(0, newest == Long.MIN_VALUE || behind < 0 ? 0 : Math.min(behind, newest) / 1000);
    }

    @Override
    public void close() {
        session.close();
    }

    /** Up to which event a position has read, in microseconds. */
    public static long eventsReached(Position position) {
        return position.find(EVENT_TIME, 0);
    }

    private boolean isSkipped(Position position) {
        return position.find(EVENT_TIME, 0) >= skippedFrom;
    }

    private long eventMicros(Position position) {
        long micros = position.find(EVENT_TIME, 0);
        return isSkipped(position) ? Math.max(micros, skippedTo) : micros;
    }

    private long commitMicros(Position position) {
        long micros = position.find(COMMIT_TIME, 0);
        return isSkipped(position) ? Math.max(micros, skippedUntil) : micros;
    }

    private static Position position(long event, long commit) {
        return Position.of(Map.of(EVENT_TIME, event, COMMIT_TIME, commit));
    }
}
