package io.millrace.cli.demo;

import static java.util.Objects.requireNonNull;

import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.server.Result.Heading;
import io.millrace.sql.Worksheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks a Millrace for a few values. */
final class Questions {
    private final Millrace millrace;

    Questions(Millrace millrace) {
        this.millrace = requireNonNull(millrace, "millrace is null");
    }

    /** The columns of a result. */
    List<Heading> columns(String query) {
        try (Result.Table table = ask(query)) {
            return table.columns();
        }
    }

    private Result.Table ask(String query) {
        return (Result.Table)
                millrace.execute(Worksheet.parse("demo", query, Map.of()).get(0));
    }

    /** The rows of a small result; NULL is an empty text. */
    List<List<String>> rows(String query) {
        try (Result.Table table = ask(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (table.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < table.columns().size(); i++) {
                    row.add(table.value(i).map(Object::toString).orElse(""));
                }
                rows.add(List.copyOf(row));
            }
            return List.copyOf(rows);
        }
    }

    /** The one number of a result. */
    long number(String query) {
        return Long.parseLong(rows(query).get(0).get(0));
    }
}
