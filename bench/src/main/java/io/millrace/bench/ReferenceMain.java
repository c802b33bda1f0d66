package io.millrace.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Executes a statement twice and prints what the process took for the second. Arguments: threads, statement. */
final class ReferenceMain {
    private ReferenceMain() {}

    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            execute(connection, "SET threads = " + Integer.parseInt(arguments[0]));
            execute(connection, "SET timezone = 'UTC'");
            execute(connection, arguments[1]);
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpu = system.getProcessCpuTime();
            long wall = System.nanoTime();
            execute(connection, arguments[1]);
            System.out.println("{\"cpu_nanos\":" + (system.getProcessCpuTime() - cpu) + ",\"wall_nanos\":"
                    + (System.nanoTime() - wall) + "}");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
