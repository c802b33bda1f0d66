package io.millrace.sql.parser;

import io.millrace.sql.grammar.SqlLexer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** The keywords of the grammar, as token types. */
final class Keywords {
    static final List<Integer> ALL = IntStream.rangeClosed(1, SqlLexer.VOCABULARY.getMaxTokenType())
            .filter(Keywords::isKeyword)
            .boxed()
            .toList();

    private static final Set<Integer> RESERVED =
            ALL.stream().filter(type -> !isName(type)).collect(Collectors.toUnmodifiableSet());

    private Keywords() {}

    static boolean isKeyword(int type) {
        String literal = type < 1 ? null : SqlLexer.VOCABULARY.getLiteralName(type);
        return literal != null && Character.isLetter(literal.charAt(1));
    }

    /** Whether a keyword has to be quoted to be a name. */
    static boolean isReserved(int type) {
        return RESERVED.contains(type);
    }

    static String name(int type) {
        return SqlLexer.VOCABULARY.getSymbolicName(type);
    }

    private static boolean isName(int type) {
        StatementTokens word = new StatementTokens(List.of(new CommonToken(type)), new CommonToken(Token.EOF));
        return Attempt.name(word).tree().isPresent();
    }
}
