package io.millrace.sql;

import io.millrace.spi.error.MillraceException;
import io.millrace.sql.parser.StatementParser;
import io.millrace.sql.tree.Statement;
import java.util.List;
import java.util.Map;

/** Reads worksheets: lists of statements, each ended by {@code ;}, which may be left out behind the last. */
public final class Worksheet {
    private Worksheet() {}

    /**
     * The statements of a worksheet, with {@code ${NAME}} replaced by the value of that variable.
     *
     * <p>Within {@code '...'}, {@code E'...'} and {@code "..."} the value is inserted as that very text, whatever it
     * contains; within {@code $$...$$} it must not contain a {@code $}. Outside of quotes it is inserted as SQL and has to
     * be whole tokens, without a semicolon or a comment. In comments nothing is replaced. Locations are those of the text
     * as given, wherever a variable stands and whatever its value is.
     *
     * @param file the name shown in errors
     * @throws MillraceException of a USER kind, with its location
     */
    public static List<Statement> parse(String file, String text, Map<String, String> variables) {
        return StatementParser.parse(file, text, variables);
    }

    /** The statements of a text that {@link SqlFormatter} wrote: {@code ${NAME}} in it is just text. */
    public static List<Statement> parseFormatted(String file, String text) {
        return StatementParser.parseVerbatim(file, text);
    }
}
