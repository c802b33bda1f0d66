package io.millrace.server.metastore;

import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.jobs.loop.RunRecord;
import io.millrace.jobs.task.EventLag;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is known beside the tables: connections, jobs and what they did. SQLite in the data directory; the truth about a
 * job's position is not here but in its target table. Safe for many threads.
 */
public final class Metastore implements AutoCloseable {
    private static final int RUNS_KEPT = 10_000;
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final Connection database;

    private Metastore(Connection database) {
        this.database = database;
    }

    /** Opens the metastore of a data directory; an empty one is made where there is none. */
    public static Metastore open(Path dataDirectory) {
        createDirectory(dataDirectory);
        Path file = dataDirectory.resolve("metastore.db").toAbsolutePath();
        try {
            Connection database = DriverManager.getConnection(
                    "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=30000");
            Metastore metastore = new Metastore(database);
            Migrations.apply(database);
            return metastore;
        } catch (SQLException e) {
            throw failure("open metastore " + file, e);
        }
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
        return query("UPDATE epoch SET value = value + 1 RETURNING value", row -> row.getLong(1))
                .get(0);
    }

    public synchronized void save(StoredConnection connection) {
        update(
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
        return query(
                "SELECT name, type, sql FROM connection ORDER BY name",
                row -> new StoredConnection(row.getString(1), row.getString(2), row.getString(3)));
    }

    public synchronized void dropConnection(String name) {
        update("DELETE FROM connection WHERE name = ? COLLATE NOCASE", name);
    }

    public synchronized void save(StoredJob job) {
        update(
                "INSERT OR REPLACE INTO job (name, id, sql, state, error, created, replay) VALUES (?, ?, ?, ?, ?, ?,"
                        + " ?)",
                job.name(),
                job.id(),
                job.sql(),
                job.state().name(),
                job.error(),
                job.created(),
                job.replayMicros());
    }

    public synchronized Optional<StoredJob> job(String name) {
        return jobs().stream().filter(job -> job.name().equalsIgnoreCase(name)).findFirst();
    }

    public synchronized List<StoredJob> jobs() {
        return query(
                "SELECT name, id, sql, state, error, created, replay FROM job ORDER BY created, name",
                row -> new StoredJob(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        JobState.valueOf(row.getString(4)),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7)));
    }

    public synchronized void state(String jobId, JobState state, String error) {
        update("UPDATE job SET state = ?, error = ? WHERE id = ?", state.name(), error, jobId);
    }

    public synchronized void replay(String jobId, long micros) {
        update("UPDATE job SET replay = ? WHERE id = ?", micros, jobId);
    }

    public synchronized void dropJob(String jobId) {
        update("DELETE FROM job WHERE id = ?", jobId);
        update("DELETE FROM run WHERE job_id = ?", jobId);
        update("DELETE FROM activity WHERE job_id = ?", jobId);
        update("DELETE FROM expectation WHERE job_id = ?", jobId);
        update("DELETE FROM event_lag WHERE job_id = ?", jobId);
        update("DELETE FROM note WHERE job_id = ?", jobId);
    }

    public synchronized void record(RunRecord run) {
        Counts counts = run.counts();
        update(
                "INSERT OR REPLACE INTO run (job_id, run, position_from, position_to, payloads, input_bytes, rows,"
                        + " rejects, duplicate_keys, overflowed_fields, files, file_bytes, commit_time, snapshot_id,"
                        + " planned, committed, duplicates, unknown_fields)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                run.jobId(),
                run.run(),
                run.from().offsets().toString(),
                run.to().offsets().toString(),
                counts.payloads(),
                counts.inputBytes(),
                counts.rows(),
                counts.rejects(),
                counts.duplicateKeys(),
                counts.overflowedFields(),
                run.files(),
                run.fileBytes(),
                run.commitTime().toEpochMilli(),
                run.snapshotId(),
                run.planned().toEpochMilli(),
                run.committed().toEpochMilli(),
                counts.duplicates(),
                counts.unknownFields());
        counts.violations().forEach((name, count) -> violated(run, name, count));
        counts.lags().forEach((lag, count) -> lagged(run, lag, count));
        if (run.run() % RUNS_KEPT == 0) {
            update("DELETE FROM run WHERE job_id = ? AND run < ?", run.jobId(), run.run() - RUNS_KEPT);
        }
    }

    private void violated(RunRecord run, String name, long count) {
        if (count > 0) {
            long day = Math.floorDiv(run.commitTime().toEpochMilli(), MILLIS_PER_DAY);
            update(
                    "INSERT INTO expectation (job_id, name, day, today, total, last) VALUES (?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT DO UPDATE SET total = total + excluded.total, last = excluded.last,"
                            + " today = CASE WHEN day = excluded.day THEN today ELSE 0 END + excluded.today,"
                            + " day = excluded.day",
                    run.jobId(),
                    name,
                    day,
                    count,
                    count,
                    run.commitTime().toEpochMilli());
        }
    }

    private void lagged(RunRecord run, EventLag lag, long count) {
        update(
                "INSERT INTO event_lag (job_id, lag, total, last) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET total = total + excluded.total, last = excluded.last",
                run.jobId(),
                lag.name(),
                count,
                run.commitTime().toEpochMilli());
    }

    /** Keeps what was found out about the data of a job; what was found before, up to the colon, is seen once more. */
    public synchronized void note(String jobName, String note, long now) {
        int colon = note.indexOf(':');
        update(
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
        List<List<Object>> counted = rows("SELECT job_id, name FROM expectation");
        for (List<Object> row : counted) {
            boolean known = names.stream().anyMatch(row.get(1).toString()::equalsIgnoreCase);
            if (row.get(0).equals(jobId) && !known) {
                update("DELETE FROM expectation WHERE job_id = ? AND name = ?", jobId, row.get(1));
            }
        }
    }

    /** Keeps what a job is doing, for other processes to see. */
    public synchronized void record(String jobId, JobStatus status, long now) {
        update(
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
        return query(sql, row -> {
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
        try {
            database.close();
        } catch (SQLException e) {
            throw failure("close the metastore", e);
        }
    }

    private void update(String sql, Object... values) {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failure("write the metastore", e);
        }
    }

    private <T> List<T> query(String sql, RowReader<T> reader) {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw failure("read the metastore", e);
        }
    }

    private static MillraceException failure(String verb, SQLException cause) {
        return new MillraceException(ErrorCode.LAKE_UNAVAILABLE, "Cannot " + verb + ": " + cause.getMessage(), cause);
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
