package io.millrace.sql.tree;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.io.Serializable;
import java.util.List;

/**
 * A query exactly as written, from its first token to its last, variables filled in.
 *
 * @param sql never empty
 * @param marks in order of their offsets, the first at offset 0
 */
public record SqlText(String sql, List<Mark> marks) implements Serializable {
    /** How the characters from a mark on map to the worksheet. */
    public enum Run {
        /** Written in the worksheet, one for one. */
        WRITTEN,
        /** The value of a variable: every character is at the variable's place. */
        INSERTED
    }

    /** The characters of a text from {@code offset} to the next mark begin at {@code location}. */
    public record Mark(int offset, SourceLocation location, Run run) implements Serializable {
        public Mark {
            requireNonNull(location, "location is null");
            requireNonNull(run, "run is null");
        }
    }

    public SqlText {
        requireNonNull(sql, "sql is null");
        marks = List.copyOf(marks);
        if (marks.isEmpty() || marks.get(0).offset() != 0) {
            throw new IllegalArgumentException("the first mark is at offset 0");
        }
    }

    /** A text whose characters follow one another in the worksheet from {@code location} on. */
    public static SqlText of(String sql, SourceLocation location) {
        return new SqlText(sql, List.of(new Mark(0, location, Run.WRITTEN)));
    }

    /** Where the text begins. */
    public SourceLocation location() {
        return marks.get(0).location();
    }

    /** Where in the worksheet a character of the text stands. */
    public SourceLocation location(int offset) {
        Mark mark = marks.get(0);
        for (Mark next : marks) {
            if (next.offset() <= offset) {
                mark = next;
            }
        }
        return mark.run() == Run.INSERTED ? mark.location() : advance(mark, Math.min(offset, sql.length()));
    }

    private SourceLocation advance(Mark mark, int offset) {
        int line = mark.location().line();
        int column = mark.location().column();
        for (int i = mark.offset(); i < offset; i++) {
            boolean newline = sql.charAt(i) == '\n';
            line += newline ? 1 : 0;
            column = newline ? 1 : column + 1;
        }
        return new SourceLocation(mark.location().file(), line, column);
    }
}
