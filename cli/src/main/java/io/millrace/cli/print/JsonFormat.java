package io.millrace.cli.print;

import io.millrace.server.Result;
import java.io.PrintWriter;

final class JsonFormat implements RowFormat {
    @Override
    public void write(Result.Table table, PrintWriter out) {
        while (table.next()) {
            out.print(table.json());
            out.print('\n');
        }
    }
}
