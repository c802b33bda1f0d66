package io.millrace.server.metastore;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.loop.JobState;
import java.util.List;
import java.util.Optional;

/** The backfills that are under way, in the metastore; whether one is over is decided by the target table alone. */
public final class Backfills {
    private final Metastore metastore;
    private final Database database;
    private final RunLedger ledger;

    Backfills(Metastore metastore, Database database, RunLedger ledger) {
        this.metastore = requireNonNull(metastore, "metastore is null");
        this.database = requireNonNull(database, "database is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
    }

    /** Begins one, in the place of another that the job may have. */
    public void begin(StoredBackfill backfill) {
        synchronized (metastore) {
            database.atomically(() -> {
                forget(backfill.jobId());
                database.update(
                        "INSERT INTO backfill (job_id, shadow_id, sql, version, created, state, error)"
                                + " VALUES (?, ?, ?, ?, ?, ?, '')",
                        backfill.jobId(),
                        backfill.shadowId(),
                        backfill.sql(),
                        backfill.version(),
                        backfill.created(),
                        JobState.RUNNING.name());
            });
        }
    }

    public Optional<StoredBackfill> find(String jobId) {
        return all().stream().filter(backfill -> backfill.jobId().equals(jobId)).findFirst();
    }

    public List<StoredBackfill> all() {
        synchronized (metastore) {
            return database.query(
                    "SELECT job_id, shadow_id, sql, version, created FROM backfill ORDER BY created",
                    row -> new StoredBackfill(
                            row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)));
        }
    }

    public void state(StoredBackfill backfill, JobState state, String error) {
        synchronized (metastore) {
            database.update(
                    "UPDATE backfill SET state = ?, error = ? WHERE shadow_id = ?",
                    state.name(),
                    error,
                    backfill.shadowId());
        }
    }

    /** @param millis up to which commit time of its source it has read, milliseconds since 1970 */
    public void reached(StoredBackfill backfill, long millis) {
        synchronized (metastore) {
            database.update("UPDATE backfill SET reached = ? WHERE shadow_id = ?", millis, backfill.shadowId());
        }
    }

    /** Another definition of a job, which ends its backfill. */
    public void replace(StoredJob changed) {
        synchronized (metastore) {
            database.atomically(() -> {
                forget(changed.id());
                metastore.save(changed);
            });
        }
    }

    /**
     * The new version is that which readers see: it becomes the definition of the job, and its runs those of the job.
     *
     * @param runsBefore the number of the last run of the old version
     */
    public void finish(StoredBackfill backfill, long runsBefore) {
        synchronized (metastore) {
            database.atomically(() -> {
                database.update(
                        "UPDATE job SET sql = ?, version = ?, state = ?, error = '' WHERE id = ?",
                        backfill.sql(),
                        backfill.version(),
                        JobState.RUNNING.name(),
                        backfill.jobId());
                ledger.join(backfill.shadowId(), backfill.jobId(), runsBefore);
                forget(backfill.jobId());
            });
        }
    }

    void forget(String jobId) {
        for (StoredBackfill backfill : all()) {
            if (backfill.jobId().equals(jobId)) {
                ledger.forget(backfill.shadowId());
                database.update("DELETE FROM activity WHERE job_id = ?", backfill.shadowId());
            }
        }
        database.update("DELETE FROM backfill WHERE job_id = ?", jobId);
    }
}
