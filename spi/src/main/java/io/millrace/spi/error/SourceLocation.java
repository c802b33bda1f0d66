package io.millrace.spi.error;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A place in a text that a user wrote.
 *
 * @param file the name shown to the user, such as {@code worksheet.sql}
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 units
 */
public record SourceLocation(String file, int line, int column) implements Serializable {
    public SourceLocation {
        requireNonNull(file, "file is null");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column are counted from 1: " + line + ":" + column);
        }
    }

    /** The place in the form {@code file.sql:3:14}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
