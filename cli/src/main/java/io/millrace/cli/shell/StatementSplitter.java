package io.millrace.cli.shell;

import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a text that comes in line by line into statements, each as soon as its semicolon is there. A statement keeps its
 * place: blank lines and blanks stand for what came before it, so that its errors name the lines of the whole text.
 */
public final class StatementSplitter {
    private final StringBuilder rest = new StringBuilder();
    private int line;
    private int column;

    /** Takes the next line, without its end; returns the statements that it completes. */
    public List<String> line(String text) {
        rest.append(text).append('\n');
        // Without a semicolon of its own a line completes nothing; this keeps long statements from being read over and
        // over.
        return text.indexOf(';') < 0 ? List.of() : complete();
    }

    /** What is left without a semicolon, if it holds any statement; the text is at its end. */
    public Optional<String> end() {
        String text = rest.toString();
        rest.setLength(0);
        return SqlTokens.split(text).isEmpty() ? Optional.empty() : Optional.of(placed(text));
    }

    /** Whether nothing has begun: neither a statement nor a comment that is still open. */
    public boolean isBetweenStatements() {
        return SqlTokens.split(rest.toString()).isEmpty();
    }

    private List<String> complete() {
        String text = rest.toString();
        List<String> statements = new ArrayList<>();
        int start = 0;
        boolean blank = true;
        for (SqlToken token : SqlTokens.split(text)) {
            if (!token.is(";")) {
                blank = false;
                continue;
            }
            String statement = text.substring(start, token.end());
            if (!blank) {
                statements.add(placed(statement));
            }
            advance(statement);
            start = token.end();
            blank = true;
        }
        rest.delete(0, start);
        return statements;
    }

    private String placed(String statement) {
        return "\n".repeat(line) + " ".repeat(column) + statement;
    }

    private void advance(String text) {
        int lastBreak = text.lastIndexOf('\n');
        line += (int) text.chars().filter(c -> c == '\n').count();
        column = lastBreak < 0 ? column + text.length() : text.length() - lastBreak - 1;
    }
}
