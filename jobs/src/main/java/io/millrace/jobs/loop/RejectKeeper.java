package io.millrace.jobs.loop;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import io.millrace.lake.commit.CommitOutcome;
import io.millrace.lake.commit.CommitOutcome.Committed;
import io.millrace.lake.commit.CommitRequest;
import io.millrace.lake.commit.CommitRequest.Order;
import io.millrace.lake.commit.Committer;
import io.millrace.lake.commit.JobToken;
import io.millrace.lake.commit.PendingFiles;
import io.millrace.lake.commit.RowDeletes;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;

/**
 * Brings what runs rejected into the table of rejects. The commit of a run's rows names the files with its rejects, so
 * that which record became what is decided once; adding them is made up for by whoever goes on with the job.
 */
final class RejectKeeper {
    private final String jobId;
    private final LakeTable table;
    private final Committer committer;
    private Optional<JobToken> kept = Optional.empty();

    RejectKeeper(String jobId, LakeTable table, Committer committer) {
        this.jobId = requireNonNull(jobId, "jobId is null");
        this.table = requireNonNull(table, "table is null");
        this.committer = requireNonNull(committer, "committer is null");
    }

    LakeTable table() {
        return table;
    }

    /** The token of the last run whose rejects are in the table. */
    Optional<JobToken> kept() {
        return kept;
    }

    /** The property of the target that names the files. */
    Map<String, String> property(long run, List<DataFile> files) {
        return Map.of(PendingFiles.property(jobId), new PendingFiles(run, files).json(table.spec()));
    }

    /** Reads how far the table has come, and adds what the target names and the table lacks. */
    void reload(LakeTable target) {
        kept = table.refresh().token(jobId);
        Optional<JobToken> committed = target.token(jobId);
        Optional<PendingFiles> pending = PendingFiles.find(target.metadata().properties(), jobId, table.spec());
        if (committed.isPresent()
                && pending.isPresent()
                && pending.get().run() == committed.get().run()) {
            keep(committed.get(), pending.get().files());
        }
    }

    /** Adds the rejects of a committed run, if they are not there. */
    void keep(JobToken run, List<DataFile> files) {
        if (files.isEmpty() || kept.map(JobToken::run).orElse(0L) >= run.run()) {
            return;
        }
        CommitRequest request =
                new CommitRequest(kept, run, Optional.empty(), files, RowDeletes.NONE, Map.of(), Map.of(), Order.ANY);
        CommitOutcome outcome = committer.commit(table, request);
        if (!(outcome instanceof Committed)) {
            throw new MillraceException(
                            ErrorCode.COMMIT_CONFLICT,
                            "Cannot add the rejects of run " + run.run() + " to " + table.name() + ": " + outcome)
                    .withHint("it is tried again");
        }
        kept = Optional.of(run);
    }
}
