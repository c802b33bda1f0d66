package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;

/** SQL text as a user wrote it: in DuckDB's dialect, with {@code $system} names. */
public final class SelectText {
    private static final String SELECT = "SELECT ";

    private final String text;
    private final SourceLocation origin;
    private final int lead;

    private SelectText(String text, SourceLocation origin, int lead) {
        this.text = requireNonNull(text, "text is null");
        this.origin = requireNonNull(origin, "origin is null");
        this.lead = lead;
    }

    /**
     * A query.
     *
     * @param origin the place of its first character
     */
    public SelectText(String text, SourceLocation origin) {
        this(text, origin, 0);
    }

    /** A single expression, which becomes a query that computes it. */
    public static SelectText expression(String text, SourceLocation origin) {
        return new SelectText(SELECT + requireNonNull(text, "text is null"), origin, SELECT.length());
    }

    public String text() {
        return text;
    }

    /** The place of the first character. */
    public SourceLocation origin() {
        return origin;
    }

    /** How many characters in front the user did not write. */
    int lead() {
        return lead;
    }

    /** The place of the character at an offset. */
    public SourceLocation location(int offset) {
        int line = origin.line();
        int lineStart = lead;
        int end = Math.max(lead, Math.min(offset, text.length()));
        for (int i = lead; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int column = end - lineStart + (lineStart == lead ? origin.column() : 1);
        return new SourceLocation(origin.file(), line, column);
    }
}
