package io.millrace.cli.shell;

import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlTokens;
import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Lets the user go on with further lines until a statement has its semicolon. */
final class SqlLineParser implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && isOpen(line)) {
            throw new EOFError(-1, -1, "statement has no semicolon yet");
        }
        return new WordAtCursor(line, cursor);
    }

    private static boolean isOpen(String line) {
        if (ShellCommand.of(line).isPresent()) {
            return false;
        }
        List<SqlToken> tokens = SqlTokens.split(line);
        return !tokens.isEmpty() && !tokens.get(tokens.size() - 1).is(";");
    }

    @Override
    public boolean isEscapeChar(char ch) {
        return false;
    }
}
