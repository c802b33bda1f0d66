package io.millrace.cli.print;

import io.millrace.server.Result;
import java.io.PrintWriter;

/** Writes the rows of a table. */
interface RowFormat {
    /** Reads the table to its end; leaves it open. */
    void write(Result.Table table, PrintWriter out);
}
