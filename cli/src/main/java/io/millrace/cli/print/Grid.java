package io.millrace.cli.print;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Columns of fixed widths. */
final class Grid {
    private static final int NARROWEST = 8;
    private static final int BORDER = 3;

    private final int[] widths;
    private final boolean[] right;
    private final boolean cuts;

    private Grid(int[] widths, boolean[] right, boolean cuts) {
        this.widths = widths;
        this.right = right;
        this.cuts = cuts;
    }

    /** Columns wide enough for everything, narrowed to fit into {@code total} if that is given. */
    static Grid measure(List<String> names, List<List<String>> rows, boolean[] right, OptionalInt total) {
        int[] widths = names.stream().mapToInt(Texts::width).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Texts.width(row.get(i)));
            }
        }
        total.ifPresent(limit -> narrow(widths, limit));
        return new Grid(widths, right, total.isPresent());
    }

    private static void narrow(int[] widths, int limit) {
        Arrays.setAll(widths, i -> Math.min(widths[i], limit));
        int excess = Arrays.stream(widths).sum() + widths.length * BORDER - 1 - limit;
        while (excess > 0) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths.length == 0 || widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }

    void header(List<String> names, PrintWriter out) {
        row(names, out);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : "┼").append("─".repeat(widths[i] + 2));
        }
        out.println(line);
    }

    void row(List<String> cells, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cuts ? Texts.cut(cells.get(i), widths[i]) : cells.get(i);
            String padding = Texts.blanks(widths[i] - Texts.width(cell));
            line.append(i == 0 ? " " : " │ ");
            line.append(right[i] ? padding + cell : cell + padding);
        }
        out.println(line.toString().stripTrailing());
    }
}
