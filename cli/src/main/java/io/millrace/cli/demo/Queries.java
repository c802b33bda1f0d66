package io.millrace.cli.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What to ask while the demonstration runs. */
final class Queries {
    private static final List<String> QUERIES = List.of(
            "SELECT order_type, count(*), sum(total)::INT FROM lake.demo.orders GROUP BY ALL",
            "DESCRIBE lake.demo.orders_raw",
            "SELECT code, reason, payload FROM lake.demo.orders_raw__rejects LIMIT 5");

    private Queries() {}

    /** Lines for the user, each query as a command that can be pasted. */
    static List<String> toTry(Path dataDirectory) {
        String command = System.getProperty("millrace.command", "./millrace");
        List<String> lines = new ArrayList<>(List.of("To try in another terminal while this runs, or later:"));
        for (String query : QUERIES) {
            lines.add("  " + command + " sql --data " + dataDirectory + " -e \"" + query + "\"");
        }
        return List.copyOf(lines);
    }
}
