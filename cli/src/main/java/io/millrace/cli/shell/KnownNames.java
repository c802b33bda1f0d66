package io.millrace.cli.shell;

import io.millrace.cli.shell.SqlCompleter.Names;
import io.millrace.server.Result;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.Worksheet;
import io.millrace.sql.tree.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Asks the catalog for the names that can be completed. */
final class KnownNames {
    private static final List<Statement> QUERY = Worksheet.parse(
            "completion",
            "SELECT table_catalog || '.' || table_schema || '.' || table_name, column_name"
                    + " FROM system.information_schema.columns",
            Map.of());

    private final SqlSession session;

    KnownNames(SqlSession session) {
        this.session = session;
    }

    Names current() {
        TreeSet<String> tables = new TreeSet<>();
        TreeSet<String> columns = new TreeSet<>();
        try (Result.Table rows = (Result.Table) session.execute(QUERY.get(0))) {
            while (rows.next()) {
                rows.value(0).ifPresent(table -> tables.add(table.toString()));
                rows.value(1).ifPresent(column -> columns.add(column.toString()));
            }
        } catch (MillraceException e) {
            // Completion helps where it can; what is wrong with the catalog shows when a statement is executed.
            return Names.NONE;
        }
        return new Names(List.copyOf(tables), List.copyOf(columns));
    }
}
