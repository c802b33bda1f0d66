package io.millrace.server.query;

import java.util.ArrayList;
import java.util.List;

/** Text in two columns: what is talked of, and what is to be said of it. */
public final class TextBlock {
    private static final int INDENT = 10;

    private final List<String> lines = new ArrayList<>();

    /** Lines of which the first has the label in front. */
    public TextBlock say(String label, String... what) {
        return say(label, List.of(what));
    }

    /** Lines of which the first has the label in front; nothing if there are none. */
    public TextBlock say(String label, List<String> what) {
        String before = label;
        for (String line : what) {
            lines.add((pad(before, INDENT) + line).stripTrailing());
            before = "";
        }
        return this;
    }

    /** Rows whose cells stand one below the other. */
    public TextBlock rows(String label, List<List<String>> rows) {
        return say(label, aligned(rows));
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** A line for each row; numbers with their units stand as they are. */
    public static List<String> aligned(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (widths.size() == i) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(pad(row.get(i), widths.get(i) + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
