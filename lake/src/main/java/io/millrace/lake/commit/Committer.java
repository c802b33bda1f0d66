package io.millrace.lake.commit;

import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.CommitOutcome.CommitTimePassed;
import io.millrace.lake.commit.CommitOutcome.Committed;
import io.millrace.lake.commit.CommitOutcome.SchemaMoved;
import io.millrace.lake.commit.CommitOutcome.Stale;
import io.millrace.lake.commit.CommitRequest.Order;
import io.millrace.lake.deletes.DeletedPositions;
import io.millrace.lake.deletes.DeletionVectors;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.DeleteWriteResult;
import org.apache.iceberg.io.FileIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a run's data, schema change and position visible in one atomic swap of the table's metadata.
 *
 * <p>The swap is a compare-and-swap on the metadata that was checked: the job's token in it must still be the one the
 * run started from. Iceberg's own commit retry, which would apply the change to newer metadata without looking, is not
 * used. When the outcome of a swap is unknown, the table is read back until the token tells; files are never deleted
 * before that.
 */
public final class Committer {
    /** The table property with the commit time of the last commit, in microseconds since 1970. */
    public static final String LAST_COMMIT_TIME = "millrace.commit-time";

    /** The keys in the summary of a snapshot that name the job and the run that made it. */
    public static final String JOB = "millrace.job";

    public static final String RUN = "millrace.run";

    /** What the name of the table property begins with that tells what the last run of a job did. */
    public static final String LAST_RUN = "millrace.run.";

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int ATTEMPTS = 20;

    /**
     * @throws MillraceException COMMIT_CONFLICT when other writers won every attempt, COMMIT_UNKNOWN when it cannot be
     *     told whether the run is part of the table: read the token again before going on
     */
    public CommitOutcome commit(LakeTable table, CommitRequest request) {
        refuseRepeatedFiles(request);
        RuntimeException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TableMetadata base = refresh(table, last);
            Optional<CommitOutcome> settled = settle(base, request);
            if (settled.isPresent()) {
                return settled.get();
            }

            List<String> vectors = new ArrayList<>();
            TableMetadata updated = stage(table, base, request, vectors);
            try {
                table.operations().commit(base, updated);
                return new Committed(head(updated, request).snapshotId());
            } catch (CommitFailedException e) {
                last = e;
                deleteManifests(table.io(), head(updated, request));
                vectors.forEach(table.io()::deleteFile);
            } catch (RuntimeException e) {
                LOG.warn("Outcome of a commit to {} is unknown; reading the table back", table.name(), e);
                last = e;
            }
        }
        ErrorCode code = last instanceof CommitFailedException ? ErrorCode.COMMIT_CONFLICT : ErrorCode.COMMIT_UNKNOWN;
        throw new MillraceException(
                code,
                "Cannot commit run " + request.next().run() + " to " + table.name() + ": " + last.getMessage(),
                last);
    }

    private static TableMetadata refresh(LakeTable table, RuntimeException pending) {
        try {
            return table.refresh().metadata();
        } catch (RuntimeException e) {
            boolean unknown = pending != null && !(pending instanceof CommitFailedException);
            throw new MillraceException(
                    unknown ? ErrorCode.COMMIT_UNKNOWN : ErrorCode.LAKE_UNAVAILABLE,
                    "Cannot read table " + table.name() + ": " + e.getMessage(),
                    e);
        }
    }

    /** What the table's present state says about the request, before or after an attempt; empty to try. */
    private static Optional<CommitOutcome> settle(TableMetadata base, CommitRequest request) {
        JobToken next = request.next();
        Optional<JobToken> actual = JobToken.find(base.properties(), next.jobId());
        if (actual.equals(Optional.of(next))) {
            return Optional.of(new Committed(head(base, request).snapshotId()));
        }
        if (!request.isVisible() && base.ref(request.branch()) == null) {
            throw new MillraceException(
                            ErrorCode.COMMIT_REFUSED, "Cannot commit to a branch that is gone: " + request.branch())
                    .withHint("it is made anew when the process starts again");
        }
        if (!actual.equals(request.expected()) || actual.map(JobToken::epoch).orElse(0L) > next.epoch()) {
            return Optional.of(new Stale(actual));
        }
        if (request.evolution().isPresent()
                && !isCompatible(base, request.evolution().get())) {
            return Optional.of(new SchemaMoved());
        }
        long lastCommitTime = lastCommitTime(base);
        if (request.order() == Order.ASCENDING && next.commitTimeMicros() <= lastCommitTime) {
            return Optional.of(new CommitTimePassed(lastCommitTime));
        }
        return Optional.empty();
    }

    private static Snapshot head(TableMetadata metadata, CommitRequest request) {
        return metadata.snapshot(metadata.ref(request.branch()).snapshotId());
    }

    /** The commit time of the table's last commit, or the least possible one when there is none. */
    public static long lastCommitTime(TableMetadata metadata) {
        String text = metadata.properties().get(LAST_COMMIT_TIME);
        return text == null ? Long.MIN_VALUE : Long.parseLong(text);
    }

    /** Whether the table has all columns of the files, or can be given those it lacks under the ids the files use. */
    private static boolean isCompatible(TableMetadata base, SchemaEvolution evolution) {
        if (SchemaDifference.isWiderOrEqual(base.schema(), evolution.schema())) {
            return true;
        }
        return evolution.evolved()
                && SchemaDifference.isWiderOrEqual(evolution.schema(), base.schema())
                && SchemaDifference.newIdsAreFree(evolution.schema(), base);
    }

    /** @param vectors takes the locations of the deletion vectors that are written, which are there only if this returns */
    private static TableMetadata stage(
            LakeTable table, TableMetadata base, CommitRequest request, List<String> vectors) {
        try {
            return build(table, base, request, vectors::add);
        } catch (RuntimeException e) {
            vectors.forEach(table.io()::deleteFile);
            throw e;
        }
    }

    private static TableMetadata build(
            LakeTable table, TableMetadata base, CommitRequest request, Consumer<String> vectors) {
        TableOperations operations = table.operations();
        TableMetadata.Builder builder = TableMetadata.buildFrom(base);
        request.evolution()
                .filter(evolution -> !SchemaDifference.isWiderOrEqual(base.schema(), evolution.schema()))
                .ifPresent(evolution -> builder.setCurrentSchema(
                        evolution.schema(), Math.max(base.lastColumnId(), evolution.lastColumnId())));
        JobToken next = request.next();
        setProperties(builder, base, request);

        StagedOperations staged = new StagedOperations(operations, builder.build());
        Table start = new BaseTable(staged, table.name().toString());
        List<DeletedPositions> deleted = request.deletes().find(start, request.branch());
        SnapshotUpdate<?> update =
                deleted.isEmpty() ? append(start, request) : replace(start, request, deleted, vectors);
        request.summary().forEach(update::set);
        update.set(JOB, next.jobId());
        update.set(RUN, Long.toString(next.run()));
        update.set("millrace.position", next.json());
        toBranch(update, request.branch());
        update.commit();
        return staged.current();
    }

    private static <T> void toBranch(SnapshotUpdate<T> update, String branch) {
        update.toBranch(branch);
    }

    private static SnapshotUpdate<?> append(Table table, CommitRequest request) {
        AppendFiles append = table.newAppend();
        request.files().forEach(append::appendFile);
        return append;
    }

    /** What the vectors are made from is the very state that the swap is checked against: no other commit can be missed. */
    private static SnapshotUpdate<?> replace(
            Table table, CommitRequest request, List<DeletedPositions> deleted, Consumer<String> vectors) {
        RowDelta delta = table.newRowDelta();
        delta.validateFromSnapshot(table.snapshot(request.branch()).snapshotId());
        request.files().forEach(delta::addRows);
        for (DeletedPositions each : deleted) {
            DeleteWriteResult written = DeletionVectors.write(table, each, vectors);
            written.deleteFiles().forEach(delta::addDeletes);
            written.rewrittenDeleteFiles().forEach(delta::removeDeletes);
        }
        return delta;
    }

    private static void setProperties(TableMetadata.Builder builder, TableMetadata base, CommitRequest request) {
        JobToken next = request.next();
        Map<String, String> set = new HashMap<>(request.properties());
        Set<String> removed = new HashSet<>(set.keySet());
        removed.removeIf(name -> !set.get(name).isEmpty() || !base.properties().containsKey(name));
        set.values().removeIf(String::isEmpty);
        set.put(JobToken.property(next.jobId()), next.json());
        if (request.isVisible()) {
            set.put(LAST_COMMIT_TIME, Long.toString(Math.max(next.commitTimeMicros(), lastCommitTime(base))));
        }
        builder.setProperties(set);
        builder.removeProperties(removed);
    }

    /**
     * A path names its job, run and attempt, and a run is committed once: so a file can be referenced twice only if one
     * request names it twice.
     */
    private static void refuseRepeatedFiles(CommitRequest request) {
        Set<String> paths = new HashSet<>();
        for (DataFile file : request.files()) {
            if (!paths.add(Objects.requireNonNull(file.location()))) {
                throw new MillraceException(
                        ErrorCode.INTERNAL_ERROR, "Cannot add a data file twice: " + file.location());
            }
        }
    }

    static void deleteManifests(FileIO io, Snapshot snapshot) {
        try {
            for (ManifestFile manifest : snapshot.allManifests(io)) {
                if (Objects.equals(manifest.snapshotId(), snapshot.snapshotId())) {
                    io.deleteFile(manifest.path());
                }
            }
            io.deleteFile(snapshot.manifestListLocation());
        } catch (RuntimeException e) {
            LOG.warn("Cannot delete the manifests of an unpublished snapshot; they are left as orphans", e);
        }
    }
}
