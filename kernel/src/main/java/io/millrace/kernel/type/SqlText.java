package io.millrace.kernel.type;

/** Pieces of SQL text. */
public final class SqlText {
    private SqlText() {}

    /** A name in double quotes. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text in single quotes. */
    public static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
