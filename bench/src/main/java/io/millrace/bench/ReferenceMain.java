package io.millrace.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Executes a statement twice and prints what the process took for the second. Arguments: threads, statement. */
final class ReferenceMain {
    private ReferenceMain() {}

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            execute(connection, "SET threads = " + Integer.parseInt(arguments[0]));
            execute(connection, "SET timezone = 'UTC'");
            SecondTime.print(() -> execute(connection, arguments[1]));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
