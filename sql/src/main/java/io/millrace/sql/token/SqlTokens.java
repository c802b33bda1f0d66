package io.millrace.sql.token;

import io.millrace.sql.grammar.SqlLexer;
import io.millrace.sql.token.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Token;

/** Cuts any SQL text of DuckDB's dialect into tokens. */
public final class SqlTokens {
    private SqlTokens() {}

    /**
     * The tokens of a text in order, comments and blanks left out.
     *
     * <p>Never fails: a character without a meaning is {@link Kind#PUNCTUATION}, and what is opened and never closed is
     * one {@link Kind#UNTERMINATED} token that reaches to the end.
     */
    public static List<SqlToken> split(String sql) {
        SqlLexer lexer = new SqlLexer(new Utf16Stream(sql));
        List<SqlToken> tokens = new ArrayList<>();
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                int start = token.getStartIndex();
                int end = token.getStopIndex() + 1;
                tokens.add(new SqlToken(kind(token.getType()), sql.substring(start, end), start, end));
            }
        }
        return List.copyOf(tokens);
    }

    /** The index of the first of {@code tokens} that starts at an offset or behind it; their number if there is none. */
    public static int at(List<SqlToken> tokens, int offset) {
        int low = 0;
        int high = tokens.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tokens.get(middle).start() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The keywords of the statements of Millrace, in upper case, sorted. */
    public static List<String> keywords() {
        return IntStream.rangeClosed(1, SqlLexer.VOCABULARY.getMaxTokenType())
                .filter(SqlTokens::isKeyword)
                .mapToObj(SqlLexer.VOCABULARY::getSymbolicName)
                .sorted()
                .toList();
    }

    private static Kind kind(int type) {
        return switch (type) {
            case SqlLexer.QUOTED_IDENTIFIER -> Kind.QUOTED_IDENTIFIER;
            case SqlLexer.SYSTEM_IDENTIFIER -> Kind.SYSTEM_IDENTIFIER;
            case SqlLexer.STRING, SqlLexer.ESCAPE_STRING -> Kind.STRING;
            case SqlLexer.DOLLAR_STRING -> Kind.DOLLAR_STRING;
            case SqlLexer.INTEGER, SqlLexer.NUMBER -> Kind.NUMBER;
            case SqlLexer.PARAMETER -> Kind.PARAMETER;
            case SqlLexer.UNTERMINATED -> Kind.UNTERMINATED;
            default -> type == SqlLexer.IDENTIFIER || isKeyword(type) ? Kind.IDENTIFIER : Kind.PUNCTUATION;
        };
    }

    private static boolean isKeyword(int type) {
        String literal = SqlLexer.VOCABULARY.getLiteralName(type);
        return literal != null && Character.isLetter(literal.charAt(1));
    }
}
