package io.millrace.kernel.type;

/** Pieces of SQL text. */
public final class SqlText {
    private SqlText() {}

    /** A name in double quotes. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name as people write it: in double quotes where it has other characters than letters, digits, _ and $. */
    public static String nameIfNeeded(String name) {
        return name.matches("[\\w$]+") ? name : name(name);
    }

    /** A text in single quotes. */
    public static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
