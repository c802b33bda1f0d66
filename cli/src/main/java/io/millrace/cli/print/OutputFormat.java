package io.millrace.cli.print;

import java.util.Locale;

/** How results are written. */
public enum OutputFormat {
    /** Aligned columns, for people. */
    TABLE,
    /** A header, then a line per row, quoted as RFC 4180 says; NULL is nothing, an empty text is {@code ""}. */
    CSV,
    /** One object per row and line. */
    JSON,
    /** A table of GitHub's Markdown. */
    MARKDOWN;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
