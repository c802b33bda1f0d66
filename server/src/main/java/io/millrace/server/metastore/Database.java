package io.millrace.server.metastore;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The SQLite file of the metastore. Used by one thread at a time. */
final class Database implements AutoCloseable {
    private final Connection connection;

    private Database(Connection connection) {
        this.connection = requireNonNull(connection, "connection is null");
    }

    static Database open(Path file) {
        try {
            Connection connection = DriverManager.getConnection(
                    "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=30000");
            Migrations.apply(connection);
            return new Database(connection);
        } catch (SQLException e) {
            throw failure("open metastore " + file, e);
        }
    }

    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    void update(String sql, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failure("write the metastore", e);
        }
    }

    <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        } catch (SQLException e) {
            throw failure("read the metastore", e);
        }
    }

    /** All that a step writes, or nothing of it. */
    void atomically(Runnable step) {
        execute("BEGIN IMMEDIATE");
        try {
            step.run();
            execute("COMMIT");
        } catch (RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    /** After some failures SQLite has done so by itself. */
    private void rollBack(RuntimeException cause) {
        try {
            execute("ROLLBACK");
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("close the metastore", e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure("write the metastore", e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static MillraceException failure(String verb, SQLException cause) {
        return new MillraceException(ErrorCode.LAKE_UNAVAILABLE, "Cannot " + verb + ": " + cause.getMessage(), cause);
    }
}
