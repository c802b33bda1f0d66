package io.millrace.server.query;

import java.util.List;

/** SQL as lines of text, none of them empty, with as little space in front as they have in common. */
public final class SqlLines {
    private SqlLines() {}

    public static List<String> of(String sql) {
        List<String> lines = sql.lines().filter(line -> !line.isBlank()).toList();
        int common = lines.stream().skip(1).mapToInt(SqlLines::indent).min().orElse(0);
        return lines.stream()
                .map(line -> line.substring(Math.min(common, indent(line))).stripTrailing())
                .toList();
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
