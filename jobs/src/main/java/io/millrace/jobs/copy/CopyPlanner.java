package io.millrace.jobs.copy;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.distinct.SeenBefore;
import io.millrace.jobs.loop.JobPlanner;
import io.millrace.jobs.loop.PlannedRun;
import io.millrace.jobs.loop.RunKey;
import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.scan.CommitRange;
import io.millrace.lake.scan.ScanPlanner;
import io.millrace.lake.scan.TableScan;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans the runs of a copy job: what the source has after the position, within the limits of a run. */
public final class CopyPlanner implements JobPlanner {
    /** The key in the summary of a snapshot under which a run tells what its source lost. */
    public static final String LOST = "millrace.lost";

    private static final Logger LOG = LoggerFactory.getLogger(CopyPlanner.class);
    private static final Duration BEHIND = Duration.ofSeconds(1);
    private static final RunLimit FIRST_LIMIT = new RunLimit(10_000, 16L << 20);

    private final CopySpec spec;
    private final Source source;
    private final Splitting splitting;
    private final Settings settings;
    private final LakeTable target;
    private final LakeTable rejects;
    private final Optional<Position> end;
    private final EventsRead events = new EventsRead();
    private long finished = PlannedRun.UNKNOWN;
    private boolean begun;
    private final RejectReplay replay;
    private final RejectRetention retention;
    private boolean keysKnown;

    /**
     * @param start where the job begins when it is new
     * @param end behind which nothing is read
     * @param limit of one run
     * @param parallelism tasks of one run at most
     * @param lost what to do when the source no longer holds what follows the position
     * @param maxRejectBytes how large the table of rejects may grow, as stored
     * @param rejectsRetention how long rejects stay in their table
     * @param replayMicros when REPLAY REJECTS was asked for last; 0 if never
     */
    public record Settings(
            StartPoint start,
            Optional<StartPoint> end,
            RunLimit limit,
            int parallelism,
            Duration interval,
            OnPositionLost lost,
            long maxRejectBytes,
            Duration rejectsRetention,
            long replayMicros) {}

    /** What a job does when its source lost what comes next. */
    public enum OnPositionLost {
        FAIL,
        CONTINUE
    }

    /** For payloads that are read whole. */
    public CopyPlanner(CopySpec spec, Source source, Settings settings, LakeTable target, LakeTable rejects) {
        this(spec, source, Splitting.NONE, settings, target, rejects);
    }

    /**
     * @param source for planning; closed with the planner
     * @param splitting of the content type
     */
    public CopyPlanner(
            CopySpec spec, Source source, Splitting splitting, Settings settings, LakeTable target, LakeTable rejects) {
        this.spec = requireNonNull(spec, "spec is null");
        this.source = requireNonNull(source, "source is null");
        this.splitting = requireNonNull(splitting, "splitting is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.target = requireNonNull(target, "target is null");
        this.rejects = requireNonNull(rejects, "rejects is null");
        this.replay = new RejectReplay(spec, rejects, settings.replayMicros());
        this.retention = new RejectRetention(spec.jobName(), rejects, settings.rejectsRetention());
        this.end = settings.end().map(source::end);
    }

    @Override
    public Position start() {
        begun = false;
        keysKnown = false;
        replay.start();
        return source.start(settings.start());
    }

    @Override
    public void resume(JobToken committed) {
        begun = true;
        keysKnown = false;
        replay.resume(committed);
        retention.replayed(committed.replayedMicros());
        source.resumed(committed.position());
        if (settings.lost() == OnPositionLost.FAIL) {
            source.next(source.renewed(committed.position()), new RunLimit(1, 1));
        }
    }

    /** The first run of a job that begins now reads nothing: it commits what now was, for whoever goes on. */
    @Override
    public Optional<PlannedRun> plan(Position from, RunKey key, Optional<JobToken> rejected) {
        if (!begun) {
            begun = true;
            if (settings.start() instanceof StartPoint.Now) {
                return Optional.of(reachedWithoutReading(from));
            }
        }
        retention.look(key.commitTimeMicros());
        if (replay.isDue()) {
            return Optional.of(replay(from, key, rejected));
        }
        if (replay.isUnderWay()) {
            return Optional.empty();
        }
        requireRoomForRejects();
        Position renewed = source.renewed(from);
        if (!renewed.equals(from)) {
            return Optional.of(reachedWithoutReading(renewed));
        }
        boolean first = isNew();
        RunLimit limit = first ? firstLimit() : settings.limit();
        List<SplitRange> ranges;
        try {
            ranges = upToEnd(source.next(from, limit));
        } catch (MillraceException e) {
            return Optional.of(skip(from, e));
        }
        long looked = isBehind() ? PlannedRun.UNKNOWN : key.commitTimeMicros();
        if (ranges.isEmpty()) {
            finished = looked;
            return Optional.empty();
        }

        List<SplitRange> parts = spec.distinctBy().isSet() ? ranges : source.cut(ranges, splitting);
        boolean led = first && parts.size() > ranges.size();
        List<List<SplitRange>> shares = led ? ledShares(parts) : shares(parts, first);
        SeenBefore before = before(key);
        WriteTarget rejectTarget = WriteTarget.of(rejects);
        Function<WriteTarget, List<Task>> tasks = to -> {
            List<Task> made = new ArrayList<>(shares.size());
            for (List<SplitRange> share : shares) {
                made.add(new CopyTask(spec, key, made.size(), share, to, rejectTarget, before));
            }
            return made;
        };
        Position to = source.compact(from.advance(ranges));
        PlannedRun run = PlannedRun.of(to, tasks, isFull(ranges, limit) || isBehind())
                .finishing(events.planned(from, to, ranges, source.backlog(to), looked));
        return Optional.of((led ? run.led() : run).then(() -> source.committed(to, ranges)));
    }

    /** A job that has read all that its source has knows all events up to now; one that has not knows nothing of any. */
    @Override
    public long finished(Position position) {
        return finished;
    }

    private List<List<SplitRange>> shares(List<SplitRange> ranges, boolean first) {
        boolean alone = first || spec.distinctBy().isSet();
        return Shares.cut(ranges, alone ? 1 : settings.parallelism());
    }

    /** The first part by itself, from which the tasks of the others know the schema. */
    private List<List<SplitRange>> ledShares(List<SplitRange> parts) {
        List<List<SplitRange>> shares = new ArrayList<>();
        shares.add(parts.subList(0, 1));
        shares.addAll(Shares.cut(parts.subList(1, parts.size()), settings.parallelism()));
        return shares;
    }

    @Override
    public boolean isExhausted(Position position) {
        return end.isPresent() && source.hasReached(position, end.get());
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public Lag lag(Position position) {
        long waiting = source.backlog(position).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Lag(waiting, source.behind().toMillis());
    }

    @Override
    public void close() {
        source.close();
    }

    private PlannedRun replay(Position from, RunKey key, Optional<JobToken> rejected) {
        PlannedRun run = replay.plan(from, key, rejected, before(key));
        return run.then(() -> {
            replay.done();
            retention.replayed(run.replayedMicros());
        });
    }

    /** A worker that went through the run before knows the keys; after a start they are read from the table. */
    private SeenBefore before(RunKey key) {
        if (!spec.distinctBy().isSet()) {
            return SeenBefore.NOTHING;
        }
        String run = target.token(spec.jobId())
                .map(token -> RunKey.name(token.run(), token.attempt()))
                .orElse("");
        if (keysKnown) {
            return new SeenBefore(run, List.of());
        }
        keysKnown = true;
        long cutoff = key.commitTimeMicros() - spec.distinctBy().windowMicros();
        TableScan window = ScanPlanner.plan(target, new CommitRange(cutoff, Long.MAX_VALUE));
        return new SeenBefore(run, List.of(new TaskRelation(window.schema(), window.files(), target.io())));
    }

    /** No worker goes through such a run, so none knows the keys after it. */
    private PlannedRun reachedWithoutReading(Position position) {
        keysKnown = false;
        return PlannedRun.of(position, to -> List.of(), true).then(() -> source.committed(position, List.of()));
    }

    private void requireRoomForRejects() {
        Snapshot snapshot = rejects.metadata().currentSnapshot();
        long bytes = snapshot == null
                ? 0
                : Long.parseLong(snapshot.summary().getOrDefault(SnapshotSummary.TOTAL_FILE_SIZE_PROP, "0"));
        if (bytes > settings.maxRejectBytes()) {
            throw new MillraceException(
                            ErrorCode.TOO_MANY_REJECTS,
                            "Cannot go on: %s has grown to %,d MB, and MAX_REJECTS_MB is %,d"
                                    .formatted(rejects.name(), bytes >> 20, settings.maxRejectBytes() >> 20))
                    .withHint("SELECT * FROM system.monitoring.rejects shows why; mend CONTENT_TYPE, or raise"
                            + " MAX_REJECTS_MB with ALTER JOB, then RESUME JOB");
        }
    }

    /** A run that reads nothing: its position leaves out what the source lost, and its commit tells what that was. */
    private PlannedRun skip(Position from, MillraceException failure) {
        if (failure.code() != ErrorCode.POSITION_LOST || settings.lost() == OnPositionLost.FAIL) {
            throw failure;
        }
        LOG.warn("Job {} goes on behind what its source lost: {}", spec.jobName(), failure.getMessage());
        Position mended = source.compact(source.skipLost(from));
        keysKnown = false;
        return new PlannedRun(
                mended,
                to -> List.of(),
                false,
                true,
                Map.of(LOST, failure.getMessage()),
                0,
                () -> source.committed(mended, List.of()));
    }

    private List<SplitRange> upToEnd(List<SplitRange> ranges) {
        if (end.isEmpty()) {
            return ranges;
        }
        List<SplitRange> cut = new ArrayList<>();
        Map<String, BigInteger> ends = source.reached(end.get(), ranges).offsets();
        for (SplitRange range : ranges) {
            BigInteger last = ends.getOrDefault(range.split(), BigInteger.ZERO);
            if (last.compareTo(range.from()) > 0) {
                cut.add(range.before(last));
            }
        }
        return cut;
    }

    /** Whether the table has no column of its own yet: the first run is small, so that others know the schema. */
    private boolean isNew() {
        return target.schema().columns().stream().allMatch(field -> SystemColumns.isSystem(field.name()));
    }

    private RunLimit firstLimit() {
        return new RunLimit(
                Math.min(FIRST_LIMIT.payloads(), settings.limit().payloads()),
                Math.min(FIRST_LIMIT.bytes(), settings.limit().bytes()));
    }

    /** Whether more is there than the source can hand out at a time. */
    private boolean isBehind() {
        return source.behind().compareTo(BEHIND) > 0;
    }

    private static boolean isFull(List<SplitRange> ranges, RunLimit limit) {
        long payloads = ranges.stream().mapToLong(SplitRange::payloads).sum();
        long bytes = ranges.stream().mapToLong(SplitRange::bytes).sum();
        return payloads >= limit.payloads() * 9 / 10 || bytes >= limit.bytes() * 9 / 10;
    }
}
