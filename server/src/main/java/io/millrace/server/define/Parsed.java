package io.millrace.server.define;

import io.millrace.spi.option.OptionAssignment;
import io.millrace.sql.Worksheet;
import io.millrace.sql.tree.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements that were kept as text. */
public final class Parsed {
    private Parsed() {}

    /** @param name shown where an error names the place */
    public static Statement statement(String name, String sql) {
        return Worksheet.parseFormatted(name, sql).get(0);
    }

    /** Options with some set anew. */
    static List<OptionAssignment> replace(List<OptionAssignment> options, List<OptionAssignment> changes) {
        Map<String, OptionAssignment> all = new LinkedHashMap<>();
        options.forEach(option -> all.put(option.name(), option));
        changes.forEach(option -> all.put(option.name(), option));
        return List.copyOf(all.values());
    }
}
