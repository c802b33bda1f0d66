package io.millrace.server.metastore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of the metastore, made step by step: a step that was released is never changed. */
final class Migrations {
    private static final List<String> STEPS = List.of("""
            CREATE TABLE epoch (value INTEGER NOT NULL);
            INSERT INTO epoch VALUES (0);
            CREATE TABLE connection (name TEXT PRIMARY KEY COLLATE NOCASE, type TEXT NOT NULL, sql TEXT NOT NULL);
            CREATE TABLE job (
                name TEXT PRIMARY KEY COLLATE NOCASE, id TEXT NOT NULL UNIQUE, sql TEXT NOT NULL,
                state TEXT NOT NULL, error TEXT NOT NULL, created INTEGER NOT NULL);
            CREATE TABLE run (
                job_id TEXT NOT NULL, run INTEGER NOT NULL, position_from TEXT, position_to TEXT, payloads INTEGER,
                input_bytes INTEGER, rows INTEGER, rejects INTEGER, duplicate_keys INTEGER, overflowed_fields INTEGER,
                files INTEGER, file_bytes INTEGER, commit_time INTEGER, snapshot_id INTEGER, planned INTEGER,
                committed INTEGER, PRIMARY KEY (job_id, run)) WITHOUT ROWID;
            CREATE TABLE activity (
                job_id TEXT PRIMARY KEY, state TEXT NOT NULL, waiting INTEGER, behind_millis INTEGER, error TEXT,
                retries INTEGER, updated INTEGER);
            """, """
            CREATE TABLE expectation (
                job_id TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE, day INTEGER NOT NULL, today INTEGER NOT NULL,
                total INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (job_id, name)) WITHOUT ROWID;
            ALTER TABLE job ADD COLUMN replay INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE run ADD COLUMN duplicates INTEGER NOT NULL DEFAULT 0;
            """, """
            CREATE TABLE event_lag (
                job_id TEXT NOT NULL, lag TEXT NOT NULL, total INTEGER NOT NULL, last INTEGER NOT NULL,
                PRIMARY KEY (job_id, lag)) WITHOUT ROWID;
            """, """
            ALTER TABLE run ADD COLUMN unknown_fields INTEGER NOT NULL DEFAULT 0;
            """, """
            CREATE TABLE note (
                job_id TEXT NOT NULL, found TEXT NOT NULL, note TEXT NOT NULL, first INTEGER NOT NULL,
                last INTEGER NOT NULL, PRIMARY KEY (job_id, found)) WITHOUT ROWID;
            """, """
            CREATE TABLE job_total (
                job_id TEXT PRIMARY KEY, last_run INTEGER NOT NULL, runs INTEGER NOT NULL, rows INTEGER NOT NULL,
                rejects INTEGER NOT NULL, input_bytes INTEGER NOT NULL, last_commit INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO job_total SELECT job_id, max(run), max(run), sum(rows), sum(rejects), sum(input_bytes),
                max(committed) FROM run GROUP BY job_id;
            CREATE TABLE replayed (
                job_id TEXT NOT NULL, code TEXT NOT NULL, total INTEGER NOT NULL, last INTEGER NOT NULL,
                PRIMARY KEY (job_id, code)) WITHOUT ROWID;
            CREATE TABLE failure (
                job_id TEXT NOT NULL, expression TEXT NOT NULL, total INTEGER NOT NULL, example TEXT NOT NULL,
                last INTEGER NOT NULL, PRIMARY KEY (job_id, expression)) WITHOUT ROWID;
            """, """
            ALTER TABLE job ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
            ALTER TABLE run ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
            CREATE TABLE backfill (
                job_id TEXT PRIMARY KEY, shadow_id TEXT NOT NULL UNIQUE, sql TEXT NOT NULL, version INTEGER NOT NULL,
                created INTEGER NOT NULL, state TEXT NOT NULL, error TEXT NOT NULL, reached INTEGER) WITHOUT ROWID;
            """, """
            CREATE TABLE function (name TEXT PRIMARY KEY COLLATE NOCASE, sql TEXT NOT NULL, hash TEXT NOT NULL);
            """);

    private Migrations() {}

    static void apply(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            int version = version(statement);
            for (int step = version; step < STEPS.size(); step++) {
                statement.execute("BEGIN IMMEDIATE");
                if (version(statement) == step) {
                    for (String sql : STEPS.get(step).split(";\\s*\n", -1)) {
                        if (!sql.isBlank()) {
                            statement.execute(sql);
                        }
                    }
                    statement.execute("PRAGMA user_version = " + (step + 1));
                }
                statement.execute("COMMIT");
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
