package io.millrace.cli.print;

import static java.util.Objects.requireNonNull;

import io.millrace.server.Result;
import java.io.PrintWriter;
import java.util.OptionalInt;

/** Writes what statements yield: rows in one format, and what was done. */
public final class ResultPrinter {
    private final RowFormat format;
    private final PrintWriter out;
    private final PrintWriter messages;

    private ResultPrinter(RowFormat format, PrintWriter out, PrintWriter messages) {
        this.format = format;
        this.out = requireNonNull(out, "out is null");
        this.messages = requireNonNull(messages, "messages is null");
    }

    /**
     * @param out for rows
     * @param messages for what was done and what is to be said of rows, unless rows are written for people; so that a program reads nothing but rows
     * @param width columns of the terminal that tables should fit in; empty when there is none
     */
    public static ResultPrinter of(OutputFormat format, PrintWriter out, PrintWriter messages, OptionalInt width) {
        return switch (format) {
            case TABLE -> new ResultPrinter(new TableFormat(width), out, out);
            case CSV -> new ResultPrinter(new CsvFormat(), out, messages);
            case JSON -> new ResultPrinter(new JsonFormat(), out, messages);
            case MARKDOWN -> new ResultPrinter(new MarkdownFormat(), out, messages);
        };
    }

    /** Writes a result; reads a table to its end and closes it. */
    public void print(Result result) {
        if (result instanceof Result.Done done) {
            messages.println(done.message());
            messages.flush();
        } else if (result instanceof Result.Table table) {
            try (table) {
                format.write(table, out);
                out.flush();
                table.notes().forEach(note -> messages.println("-- " + note));
            } finally {
                out.flush();
                messages.flush();
            }
        }
    }
}
