package io.millrace.sql;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.util.List;

/** Shows errors to people. */
public final class Diagnostics {
    private Diagnostics() {}

    /**
     * The error, the line of the worksheet it is about, a caret below the place, and the hint; each on a line of its own,
     * those that do not apply left out.
     *
     * @param text the worksheet the error's location refers to, as the user wrote it
     */
    public static String render(MillraceException error, String text) {
        StringBuilder out = new StringBuilder();
        error.location().ifPresent(place -> out.append(place).append(": "));
        out.append(error.code().code()).append(": ").append(error.getMessage()).append('\n');
        error.location().ifPresent(place -> appendLine(out, place, text.lines().toList()));
        error.hint()
                .ifPresent(hint -> out.append("hint: ")
                        .append(hint)
                        .append(hint.startsWith("did you mean") ? "?" : "")
                        .append('\n'));
        return out.toString();
    }

    private static void appendLine(StringBuilder out, SourceLocation place, List<String> lines) {
        if (place.line() > lines.size()) {
            return;
        }
        String line = lines.get(place.line() - 1);
        out.append(line).append('\n');
        for (int i = 0; i < place.column() - 1; i++) {
            // A tab below a tab, so that the caret stays in its column whatever the width of tabs.
            out.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
        }
        out.append("^\n");
    }
}
