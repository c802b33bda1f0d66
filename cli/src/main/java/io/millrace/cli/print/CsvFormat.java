package io.millrace.cli.print;

import io.millrace.server.Result;
import io.millrace.server.Result.Heading;
import java.io.PrintWriter;
import java.util.stream.Collectors;

final class CsvFormat implements RowFormat {
    @Override
    public void write(Result.Table table, PrintWriter out) {
        out.print(table.columns().stream()
                .map(Heading::name)
                .map(CsvFormat::quoted)
                .collect(Collectors.joining(",")));
        out.print('\n');
        int columns = table.columns().size();
        while (table.next()) {
            for (int i = 0; i < columns; i++) {
                if (i > 0) {
                    out.print(',');
                }
                out.print(table.value(i).map(Cells::text).map(CsvFormat::quoted).orElse(""));
            }
            out.print('\n');
        }
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
