package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;

/**
 * SQL text as a user wrote it.
 *
 * @param text in DuckDB's dialect, with {@code $system} names
 * @param origin the place of its first character
 */
public record SelectText(String text, SourceLocation origin) {
    public SelectText {
        requireNonNull(text, "text is null");
        requireNonNull(origin, "origin is null");
    }

    /** The place of the character at an offset. */
    public SourceLocation location(int offset) {
        int line = origin.line();
        int lineStart = 0;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int column = end - lineStart + (lineStart == 0 ? origin.column() : 1);
        return new SourceLocation(origin.file(), line, column);
    }
}
