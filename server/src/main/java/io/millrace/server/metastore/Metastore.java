package io.millrace.server.metastore;

import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is known beside the tables: connections, jobs and what they did. SQLite in the data directory; the truth about a
 * job's position is not here but in its target table. Safe for many threads.
 */
public final class Metastore implements AutoCloseable {
    private final Database database;
    private final RunLedger ledger;
    private final Backfills backfills;

    private Metastore(Database database) {
        this.database = database;
        this.ledger = new RunLedger(database);
        this.backfills = new Backfills(this, database, ledger);
    }

    /** Opens the metastore of a data directory; an empty one is made where there is none. */
    public static Metastore open(Path dataDirectory) {
        createDirectory(dataDirectory);
        return new Metastore(Database.open(dataDirectory.resolve("metastore.db").toAbsolutePath()));
    }

    private static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.LAKE_UNAVAILABLE, "Cannot use data directory " + directory + ": " + e.getMessage(), e);
        }
    }

    /** A fencing epoch greater than any before; one for each process that owns the data directory. */
    public synchronized long nextEpoch() {
        return database.query("UPDATE epoch SET value = value + 1 RETURNING value", row -> row.getLong(1))
                .get(0);
    }

    public synchronized void save(StoredConnection connection) {
        database.update(
                "INSERT OR REPLACE INTO connection (name, type, sql) VALUES (?, ?, ?)",
                connection.name(),
                connection.type(),
                connection.sql());
    }

    public synchronized Optional<StoredConnection> connection(String name) {
        return connections().stream()
                .filter(connection -> connection.name().equalsIgnoreCase(name))
                .findFirst();
    }

    public synchronized List<StoredConnection> connections() {
        return database.query(
                "SELECT name, type, sql FROM connection ORDER BY name",
                row -> new StoredConnection(row.getString(1), row.getString(2), row.getString(3)));
    }

    public synchronized void dropConnection(String name) {
        database.update("DELETE FROM connection WHERE name = ? COLLATE NOCASE", name);
    }

    public synchronized void save(StoredFunction function) {
        database.update(
                "INSERT OR REPLACE INTO function (name, sql, hash) VALUES (?, ?, ?)",
                function.name(),
                function.sql(),
                function.hash());
    }

    public synchronized List<StoredFunction> functions() {
        return database.query(
                "SELECT name, sql, hash FROM function ORDER BY name",
                row -> new StoredFunction(row.getString(1), row.getString(2), row.getString(3)));
    }

    public synchronized void dropFunction(String name) {
        database.update("DELETE FROM function WHERE name = ? COLLATE NOCASE", name);
    }

    public synchronized void save(StoredJob job) {
        database.update(
                "INSERT OR REPLACE INTO job (name, id, sql, state, error, created, replay, version)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                job.name(),
                job.id(),
                job.sql(),
                job.state().name(),
                job.error(),
                job.created(),
                job.replayMicros(),
                job.version());
    }

    public synchronized Optional<StoredJob> job(String name) {
        return jobs().stream().filter(job -> job.name().equalsIgnoreCase(name)).findFirst();
    }

    public synchronized List<StoredJob> jobs() {
        return database.query(
                "SELECT name, id, sql, state, error, created, replay, version FROM job ORDER BY created, name",
                row -> new StoredJob(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        JobState.valueOf(row.getString(4)),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8)));
    }

    /** What does the backfills of jobs. */
    public Backfills backfills() {
        return backfills;
    }

    public synchronized void state(String jobId, JobState state, String error) {
        database.update("UPDATE job SET state = ?, error = ? WHERE id = ?", state.name(), error, jobId);
    }

    public synchronized void replay(String jobId, long micros) {
        database.update("UPDATE job SET replay = ? WHERE id = ?", micros, jobId);
    }

    public synchronized void dropJob(String jobId) {
        database.atomically(() -> {
            database.update("DELETE FROM job WHERE id = ?", jobId);
            database.update("DELETE FROM activity WHERE job_id = ?", jobId);
            ledger.forget(jobId);
            backfills.forget(jobId);
        });
    }

    /** Counts a run, unless it or a later one of the job is counted already: all of it or nothing. */
    public synchronized void record(RunRecord run) {
        database.atomically(() -> ledger.record(run));
    }

    /** Keeps what was found out about the data of a job; what was found before, up to the colon, is seen once more. */
    public synchronized void note(String jobName, String note, long now) {
        int colon = note.indexOf(':');
        database.update(
                "INSERT INTO note (job_id, found, note, first, last) SELECT id, ?, ?, ?, ? FROM job"
                        + " WHERE name = ? COLLATE NOCASE"
                        + " ON CONFLICT DO UPDATE SET note = excluded.note, last = excluded.last",
                colon < 0 ? note : note.substring(0, colon),
                note,
                now,
                now,
                jobName);
    }

    /** Forgets the counts of expectations that a job no longer has. */
    public synchronized void keepExpectations(String jobId, Collection<String> names) {
        ledger.keepExpectations(jobId, names);
    }

    /** Keeps what a job is doing, for other processes to see. */
    public synchronized void record(String jobId, JobStatus status, long now) {
        database.update(
                "INSERT OR REPLACE INTO activity (job_id, state, waiting, behind_millis, error, retries, updated)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                jobId,
                status.state().name(),
                status.lag().waiting(),
                status.lag().behindMillis(),
                status.error().map(MillraceException::describe).orElse(""),
                status.retries(),
                now);
    }

    /** Rows of a query over the metastore's own tables, as plain values; for the system tables. */
    public synchronized List<List<Object>> rows(String sql) {
        return database.query(sql, row -> {
            int columns = row.getMetaData().getColumnCount();
            List<Object> values = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                values.add(row.getObject(i));
            }
            return values;
        });
    }

    @Override
    public synchronized void close() {
        database.close();
    }
}
