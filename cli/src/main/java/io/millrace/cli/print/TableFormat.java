package io.millrace.cli.print;

import io.millrace.server.Result;
import io.millrace.server.Result.Heading;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Aligned columns. The first rows decide how wide they are, so that a table of any length is written as it is read. */
final class TableFormat implements RowFormat {
    private static final int MEASURED_ROWS = 1000;

    private final OptionalInt width;

    TableFormat(OptionalInt width) {
        this.width = width;
    }

    @Override
    public void write(Result.Table table, PrintWriter out) {
        List<Heading> columns = table.columns();
        List<String> names = columns.stream().map(Heading::name).toList();
        List<List<String>> first = new ArrayList<>();
        while (first.size() < MEASURED_ROWS && table.next()) {
            first.add(row(table));
        }

        boolean[] right = new boolean[columns.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = Cells.isNumber(columns.get(i));
        }
        // Nothing is gained for others by cutting the only column, such as the lines of a plan.
        Grid grid = Grid.measure(names, first, right, columns.size() == 1 ? OptionalInt.empty() : width);
        grid.header(names, out);
        first.forEach(row -> grid.row(row, out));
        long rows = first.size();
        if (rows == MEASURED_ROWS) {
            out.flush();
            while (table.next()) {
                grid.row(row(table), out);
                rows++;
            }
        }
        out.println(rows == 1 ? "(1 row)" : String.format(Locale.ROOT, "(%,d rows)", rows));
    }

    private static List<String> row(Result.Table table) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            row.add(table.value(i).map(Cells::text).map(Texts::visible).orElse("NULL"));
        }
        return row;
    }
}
