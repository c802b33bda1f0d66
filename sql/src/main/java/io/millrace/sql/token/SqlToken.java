package io.millrace.sql.token;

import static java.util.Objects.requireNonNull;

/**
 * A token of SQL text.
 *
 * @param text exactly as written, quotes included
 * @param start offset of its first character in the text, in UTF-16 units
 * @param end offset behind its last character
 */
public record SqlToken(Kind kind, String text, int start, int end) {
    /** What a token is. Keywords are identifiers: DuckDB's grammar alone knows which of them are reserved. */
    public enum Kind {
        IDENTIFIER,
        /** {@code "any ""name"""}. */
        QUOTED_IDENTIFIER,
        /** {@code $commit_time}. */
        SYSTEM_IDENTIFIER,
        /** {@code 'text'}, {@code E'text\n'}, {@code x'00ff'}. */
        STRING,
        /** {@code $$text$$}, {@code $tag$text$tag$}. */
        DOLLAR_STRING,
        NUMBER,
        /** {@code $1}. */
        PARAMETER,
        /** Operators, brackets, separators, and any character that has no other meaning. */
        PUNCTUATION,
        /** A string, quoted identifier or comment that the text ends in before it is closed. */
        UNTERMINATED
    }

    public SqlToken {
        requireNonNull(kind, "kind is null");
        requireNonNull(text, "text is null");
    }

    /** Whether this is the given keyword or punctuation; case-insensitive, never true of something quoted. */
    public boolean is(String word) {
        return (kind == Kind.IDENTIFIER || kind == Kind.PUNCTUATION) && text.equalsIgnoreCase(word);
    }

    /** Whether this can name something: plain, quoted or system. */
    public boolean isName() {
        return kind == Kind.IDENTIFIER || kind == Kind.QUOTED_IDENTIFIER || kind == Kind.SYSTEM_IDENTIFIER;
    }

    /** The name without its quotes; a system name keeps its {@code $}. The text itself if it is no name. */
    public String name() {
        return kind == Kind.QUOTED_IDENTIFIER
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text;
    }
}
