package io.millrace.cli.print;

import io.millrace.server.Result;
import io.millrace.server.Result.Heading;
import java.io.PrintWriter;
import java.util.List;

final class MarkdownFormat implements RowFormat {
    @Override
    public void write(Result.Table table, PrintWriter out) {
        List<Heading> columns = table.columns();
        columns.forEach(column -> out.print("| " + escaped(column.name()) + " "));
        out.print("|\n");
        columns.forEach(column -> out.print(Cells.isNumber(column) ? "| ---: " : "| --- "));
        out.print("|\n");
        while (table.next()) {
            for (int i = 0; i < columns.size(); i++) {
                out.print("| "
                        + table.value(i)
                                .map(Cells::text)
                                .map(MarkdownFormat::escaped)
                                .orElse("") + " ");
            }
            out.print("|\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("\r\n", "<br>")
                .replace("\n", "<br>");
    }
}
