package io.millrace.lake.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.MetadataChange.Plan;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Position;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Where a new version of a job builds its rows while readers see those of the old one: a branch of the table, empty at first,
 * with the table's schema. One commit makes it what readers see.
 */
public final class ShadowBranch {
    public static final String NAME = "millrace_backfill";

    private static final String SEPARATOR = "~";

    private ShadowBranch() {}

    /** An identity under which a new version of a job can build; it tells whose it is. */
    public static String shadowOf(String jobId, String unique) {
        return jobId + SEPARATOR + unique;
    }

    /**
     * Who builds.
     *
     * @param jobId of the job
     * @param shadowId in whose name its new version commits on the branch
     * @param epoch the fencing epoch of this process
     */
    public record Builder(String jobId, String shadowId, long epoch) {
        public Builder {
            requireNonNull(jobId, "jobId is null");
            requireNonNull(shadowId, "shadowId is null");
        }
    }

    /**
     * Takes the branch over for this process; makes one if there is none of this builder.
     *
     * @return if readers see what was built: the number of the last run before
     * @throws MillraceException FENCED when a later process builds
     */
    public static Optional<Long> claim(LakeTable table, Builder builder) {
        return MetadataChange.make(table, base -> claim(table, base, builder));
    }

    private static Plan<Optional<Long>> claim(LakeTable table, TableMetadata base, Builder builder) {
        Optional<ShadowState> mine = mine(base, builder);
        if (mine.isPresent() && mine.get().swapped()) {
            return Plan.settled(Optional.of(mine.get().runsBefore()));
        }
        if (mine.isPresent() && base.ref(NAME) != null) {
            refuseFenced(mine.get(), builder);
            ShadowState taken = new ShadowState(
                    builder.shadowId(), builder.epoch(), mine.get().fork(), false, 0);
            return Plan.to(with(base, builder.jobId(), taken), Optional.empty());
        }
        TableMetadata clean = without(base, builder.jobId(), Optional.of(builder.shadowId()));
        StagedOperations staged = new StagedOperations(table.operations(), clean);
        new BaseTable(staged, table.name().toString())
                .newDelete()
                .deleteFromRowFilter(Expressions.alwaysTrue())
                .set(Committer.JOB, builder.shadowId())
                .toBranch(NAME)
                .commit();
        long fork = base.currentSnapshot() == null ? -1 : base.currentSnapshot().snapshotId();
        ShadowState made = new ShadowState(builder.shadowId(), builder.epoch(), fork, false, 0);
        return Plan.to(with(staged.current(), builder.jobId(), made), Optional.empty());
    }

    /**
     * Makes the branch what readers see, and its position that of the job: one commit.
     *
     * @param replaced the token of the version that stopped
     * @param built the token of the one that built
     * @param position how far the latter has read; there is nothing to read between that of its token and this one
     * @return the number of the last run before; empty if either has gone on meanwhile
     * @throws MillraceException FENCED when a later process builds, COMMIT_REFUSED when others wrote into the table
     */
    public static Optional<Long> swap(
            LakeTable table,
            Builder builder,
            Optional<JobToken> replaced,
            Optional<JobToken> built,
            Position position) {
        return MetadataChange.make(table, base -> swap(table, base, builder, replaced, built, position));
    }

    private static Plan<Optional<Long>> swap(
            LakeTable table,
            TableMetadata base,
            Builder builder,
            Optional<JobToken> replaced,
            Optional<JobToken> built,
            Position position) {
        ShadowState state = mine(base, builder).orElseThrow(() -> gone(table));
        if (state.swapped()) {
            return Plan.settled(Optional.of(state.runsBefore()));
        }
        refuseFenced(state, builder);
        if (state.epoch() != builder.epoch() || base.ref(NAME) == null) {
            throw gone(table);
        }
        if (!JobToken.find(base.properties(), builder.jobId()).equals(replaced)
                || !JobToken.find(base.properties(), builder.shadowId()).equals(built)) {
            return Plan.settled(Optional.empty());
        }
        refuseOthers(table, base, builder, state);

        long runsBefore = replaced.map(JobToken::run).orElse(0L);
        long last = Math.max(
                Committer.lastCommitTime(base),
                built.map(JobToken::commitTimeMicros).orElse(Long.MIN_VALUE));
        JobToken token = new JobToken(
                builder.jobId(),
                runsBefore + built.map(JobToken::run).orElse(0L),
                builder.epoch(),
                builder.shadowId(),
                last,
                position,
                replaced.map(JobToken::replayedMicros).orElse(0L));
        long head = base.ref(NAME).snapshotId();
        TableMetadata clean = without(base, builder.jobId(), Optional.of(builder.shadowId()));
        Map<String, String> set = new HashMap<>();
        set.put(JobToken.property(builder.jobId()), token.json());
        if (last > Long.MIN_VALUE) {
            set.put(Committer.LAST_COMMIT_TIME, Long.toString(last));
        }
        ShadowState done = new ShadowState(builder.shadowId(), builder.epoch(), state.fork(), true, runsBefore);
        set.put(ShadowState.property(builder.jobId()), done.json());
        TableMetadata updated = TableMetadata.buildFrom(clean)
                .setBranchSnapshot(head, SnapshotRef.MAIN_BRANCH)
                .setProperties(set)
                .build();
        return Plan.to(updated, Optional.of(runsBefore));
    }

    /** Removes what a job has built and readers do not see. */
    public static void drop(LakeTable table, String jobId) {
        MetadataChange.make(table, base -> {
            Optional<ShadowState> state = ShadowState.find(base.properties(), jobId);
            boolean nothing = state.isEmpty() || state.get().swapped();
            return nothing ? Plan.settled(false) : Plan.to(without(base, jobId, state.map(ShadowState::shadow)), true);
        });
    }

    /** Requires that all rows of a table are of one job, as far as its metadata tells. */
    public static void requireOnlyWriter(LakeTable table, String jobId) {
        TableMetadata base = table.refresh().metadata();
        boolean others = base.properties().keySet().stream()
                .map(JobToken::jobOf)
                .flatMap(Optional::stream)
                .anyMatch(id -> !isOf(id, jobId));
        if (others) {
            throw new MillraceException(
                            ErrorCode.COMMIT_REFUSED,
                            "Cannot rebuild a table that another job, dropped since, has written to: " + table.name())
                    .withHint("its rows would be gone; fill a new table with the new query");
        }
        if (base.currentSnapshot() != null) {
            refuseOthers(table, base, jobId, -1);
        }
    }

    private static void refuseOthers(LakeTable table, TableMetadata base, Builder builder, ShadowState state) {
        if (base.currentSnapshot() != null) {
            refuseOthers(table, base, builder.jobId(), state.fork());
        }
    }

    private static void refuseOthers(LakeTable table, TableMetadata base, String jobId, long until) {
        for (Snapshot snapshot : SnapshotUtil.ancestorsOf(base.currentSnapshot().snapshotId(), base::snapshot)) {
            if (snapshot.snapshotId() == until) {
                return;
            }
            boolean known = isOf(snapshot.summary().get(Committer.JOB), jobId)
                    || DataOperations.REPLACE.equals(snapshot.operation());
            if (!known) {
                throw new MillraceException(
                                ErrorCode.COMMIT_REFUSED,
                                "Cannot rebuild a table that others write to: %s, snapshot %d"
                                        .formatted(table.name(), snapshot.snapshotId()))
                        .withHint("their rows would be gone; fill a new table with the new query");
            }
        }
    }

    private static boolean isOf(String id, String jobId) {
        return id != null && (id.equals(jobId) || id.startsWith(jobId + SEPARATOR));
    }

    private static Optional<ShadowState> mine(TableMetadata base, Builder builder) {
        return ShadowState.find(base.properties(), builder.jobId())
                .filter(state -> state.shadow().equals(builder.shadowId()));
    }

    private static void refuseFenced(ShadowState state, Builder builder) {
        if (state.epoch() > builder.epoch()) {
            throw new MillraceException(ErrorCode.FENCED, "Cannot go on with a backfill: another process does it");
        }
    }

    private static MillraceException gone(LakeTable table) {
        return new MillraceException(ErrorCode.COMMIT_REFUSED, "Cannot find the backfill of table: " + table.name())
                .withHint("it begins anew when the process starts again");
    }

    private static TableMetadata with(TableMetadata base, String jobId, ShadowState state) {
        return TableMetadata.buildFrom(base)
                .setProperties(Map.of(ShadowState.property(jobId), state.json()))
                .build();
    }

    private static TableMetadata without(TableMetadata base, String jobId, Optional<String> shadowId) {
        TableMetadata.Builder builder = TableMetadata.buildFrom(base);
        Set<String> removed = new HashSet<>(Set.of(ShadowState.property(jobId)));
        Optional<String> before = ShadowState.find(base.properties(), jobId).map(ShadowState::shadow);
        for (Optional<String> shadow : List.of(shadowId, before)) {
            shadow.ifPresent(id -> {
                removed.add(JobToken.property(id));
                removed.add(Committer.LAST_RUN + id);
            });
        }
        removed.retainAll(base.properties().keySet());
        return builder.removeRef(NAME).removeProperties(removed).build();
    }
}
