package io.millrace.server.metastore;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.loop.RunRecord;
import io.millrace.jobs.task.EventLag;
import io.millrace.jobs.task.TaskResult.Counts;
import io.millrace.jobs.task.TaskResult.Failures;
import java.util.Collection;
import java.util.List;

/** What jobs did: their last runs one by one, and sums over all runs that they ever committed. */
final class RunLedger {
    private static final int RUNS_KEPT = 10_000;
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final Database database;

    RunLedger(Database database) {
        this.database = requireNonNull(database, "database is null");
    }

    /** Counts a run, unless it or a later one is counted already. */
    void record(RunRecord run) {
        List<Long> counted =
                database.query("SELECT last_run FROM job_total WHERE job_id = ?", row -> row.getLong(1), run.jobId());
        if (!counted.isEmpty() && counted.get(0) >= run.run()) {
            return;
        }
        keep(run);
        total(run);
        Counts counts = run.counts();
        counts.violations().forEach((name, count) -> violated(run, name, count));
        counts.lags().forEach((lag, count) -> lagged(run, lag, count));
        counts.replayed().forEach((code, count) -> replayed(run, code, count));
        counts.failures().forEach((expression, failures) -> failed(run, expression, failures));
        if (run.run() % RUNS_KEPT == 0) {
            database.update("DELETE FROM run WHERE job_id = ? AND run < ?", run.jobId(), run.run() - RUNS_KEPT);
        }
    }

    void forget(String jobId) {
        for (String table : List.of("run", "job_total", "expectation", "event_lag", "replayed", "failure", "note")) {
            database.update("DELETE FROM " + table + " WHERE job_id = ?", jobId);
        }
    }

    /**
     * Counts all that a job has run as runs of another.
     *
     * @param before the number of the last run of the other
     */
    void join(String from, String jobId, long before) {
        database.update("UPDATE OR REPLACE run SET job_id = ?, run = run + ? WHERE job_id = ?", jobId, before, from);
        database.update(
                "INSERT INTO job_total (job_id, last_run, runs, rows, rejects, input_bytes, last_commit)"
                        + " SELECT ?, last_run + ?, runs, rows, rejects, input_bytes, last_commit FROM job_total"
                        + " WHERE job_id = ?"
                        + " ON CONFLICT DO UPDATE SET last_run = excluded.last_run, runs = runs + excluded.runs,"
                        + " rows = rows + excluded.rows, rejects = rejects + excluded.rejects,"
                        + " input_bytes = input_bytes + excluded.input_bytes, last_commit = excluded.last_commit",
                jobId,
                before,
                from);
        database.update("UPDATE OR REPLACE failure SET job_id = ? WHERE job_id = ?", jobId, from);
    }

    void keepExpectations(String jobId, Collection<String> names) {
        List<String> counted =
                database.query("SELECT name FROM expectation WHERE job_id = ?", row -> row.getString(1), jobId);
        for (String name : counted) {
            if (names.stream().noneMatch(name::equalsIgnoreCase)) {
                database.update("DELETE FROM expectation WHERE job_id = ? AND name = ?", jobId, name);
            }
        }
    }

    private void keep(RunRecord run) {
        Counts counts = run.counts();
        database.update(
                "INSERT OR REPLACE INTO run (job_id, run, position_from, position_to, payloads, input_bytes, rows,"
                        + " rejects, duplicate_keys, overflowed_fields, files, file_bytes, commit_time, snapshot_id,"
                        + " planned, committed, duplicates, unknown_fields, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                counts.unknownFields(),
                run.version());
    }

    private void total(RunRecord run) {
        Counts counts = run.counts();
        database.update(
                "INSERT INTO job_total (job_id, last_run, runs, rows, rejects, input_bytes, last_commit)"
                        + " VALUES (?, ?, 1, ?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET last_run = excluded.last_run, runs = runs + 1,"
                        + " rows = rows + excluded.rows, rejects = rejects + excluded.rejects,"
                        + " input_bytes = input_bytes + excluded.input_bytes, last_commit = excluded.last_commit",
                run.jobId(),
                run.run(),
                counts.rows(),
                counts.rejects(),
                counts.inputBytes(),
                run.committed().toEpochMilli());
    }

    private void violated(RunRecord run, String name, long count) {
        if (count > 0) {
            long day = Math.floorDiv(run.commitTime().toEpochMilli(), MILLIS_PER_DAY);
            database.update(
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
        database.update(
                "INSERT INTO event_lag (job_id, lag, total, last) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET total = total + excluded.total, last = excluded.last",
                run.jobId(),
                lag.name(),
                count,
                run.commitTime().toEpochMilli());
    }

    private void replayed(RunRecord run, String code, long count) {
        database.update(
                "INSERT INTO replayed (job_id, code, total, last) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET total = total + excluded.total, last = excluded.last",
                run.jobId(),
                code,
                count,
                run.commitTime().toEpochMilli());
    }

    private void failed(RunRecord run, String expression, Failures failures) {
        database.update(
                "INSERT INTO failure (job_id, expression, total, example, last) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET total = total + excluded.total, example = excluded.example,"
                        + " last = excluded.last",
                run.jobId(),
                expression,
                failures.rows(),
                failures.example(),
                run.commitTime().toEpochMilli());
    }
}
