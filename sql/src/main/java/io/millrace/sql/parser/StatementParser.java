package io.millrace.sql.parser;

import io.millrace.sql.grammar.SqlParser;
import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlTokens;
import io.millrace.sql.tree.Statement;
import java.util.List;
import java.util.Map;

/** Parses worksheets. */
public final class StatementParser {
    private StatementParser() {}

    /** The statements of a text, in order; see {@link io.millrace.sql.Worksheet#parse}. */
    public static List<Statement> parse(String file, String text, Map<String, String> variables) {
        return parse(Variables.fillIn(file, text, variables));
    }

    /** The statements of a text without variables. */
    public static List<Statement> parseVerbatim(String file, String text) {
        return parse(SourceText.withoutVariables(file, text));
    }

    private static List<Statement> parse(SourceText source) {
        return StatementTokens.split(source).stream()
                .map(statement -> parse(source, statement))
                .toList();
    }

    /** Whether a word can be written as a name without quotes. */
    public static boolean isPlainName(String word) {
        List<SqlToken> tokens = SqlTokens.split(word);
        return tokens.size() == 1
                && tokens.get(0).kind() == SqlToken.Kind.IDENTIFIER
                && tokens.get(0).text().equals(word)
                && Attempt.name(StatementTokens.split(SourceText.withoutVariables("name", word))
                                .get(0))
                        .tree()
                        .isPresent();
    }

    private static Statement parse(SourceText source, StatementTokens statement) {
        Attempt<SqlParser.SingleContext> attempt = Attempt.statement(statement);
        SqlParser.SingleContext tree =
                attempt.tree().orElseThrow(() -> SyntaxErrors.at(source, statement, attempt.stoppedAt()));
        return new StatementBuilder(source, statement).build(tree.statement());
    }
}
