package io.millrace.sql.token;

import static io.millrace.sql.token.SqlToken.Kind.DOLLAR_STRING;
import static io.millrace.sql.token.SqlToken.Kind.IDENTIFIER;
import static io.millrace.sql.token.SqlToken.Kind.NUMBER;
import static io.millrace.sql.token.SqlToken.Kind.PARAMETER;
import static io.millrace.sql.token.SqlToken.Kind.PUNCTUATION;
import static io.millrace.sql.token.SqlToken.Kind.QUOTED_IDENTIFIER;
import static io.millrace.sql.token.SqlToken.Kind.STRING;
import static io.millrace.sql.token.SqlToken.Kind.SYSTEM_IDENTIFIER;
import static io.millrace.sql.token.SqlToken.Kind.UNTERMINATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTokensTest {
    @Test
    void namesOffsetsAndKinds() {
        String sql = "SELECT a.\"b \"\"c\"\"\", $event_time FROM t -- x\n WHERE /* a /* b */ ; */ n >= 1.5e3";
        assertThat(texts(sql))
                .containsExactly(
                        "SELECT",
                        "a",
                        ".",
                        "\"b \"\"c\"\"\"",
                        ",",
                        "$event_time",
                        "FROM",
                        "t",
                        "WHERE",
                        "n",
                        ">=",
                        "1.5e3");
        assertThat(SqlTokens.split(sql))
                .extracting(SqlToken::kind)
                .containsExactly(
                        IDENTIFIER,
                        IDENTIFIER,
                        PUNCTUATION,
                        QUOTED_IDENTIFIER,
                        PUNCTUATION,
                        SYSTEM_IDENTIFIER,
                        IDENTIFIER,
                        IDENTIFIER,
                        IDENTIFIER,
                        IDENTIFIER,
                        PUNCTUATION,
                        NUMBER);
        assertThat(SqlTokens.split(sql).get(3).name()).isEqualTo("b \"c\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'it''s'",
                "''",
                "E'a\\'b'",
                "e'\\\\'",
                "x'00FF'",
                "'a\nb'",
                "';'",
                "'-- no comment'",
            })
    void strings(String text) {
        assertThat(SqlTokens.split(text)).containsExactly(new SqlToken(STRING, text, 0, text.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$$it's; $ -- $1 $$", "$tag$ $$ $ta$ $tag$", "$$$$", "$a1$\n$a1$", "$x$ $x $x$"})
    void dollarStrings(String text) {
        assertThat(SqlTokens.split(text)).containsExactly(new SqlToken(DOLLAR_STRING, text, 0, text.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1_000", "1.", ".5", "1.5", "1e10", "1.5E-3", "0xFF", "0b101", "007"})
    void numbers(String text) {
        assertThat(SqlTokens.split(text)).containsExactly(new SqlToken(NUMBER, text, 0, text.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "'a''", "E'a\\'", "\"a", "$$ a $", "$a$ $b$", "/* a /* b */"})
    void whatIsNeverClosed(String text) {
        assertThat(SqlTokens.split("1 " + text)).contains(new SqlToken(UNTERMINATED, text, 2, text.length() + 2));
    }

    @Test
    void everyOperatorStandsAlone() {
        assertThat(
                        texts(
                                "x::INT[] a->b j->>'k' {'a': 1} items[].price [1:2] f(n => 1) a<>b a!=b a=-1 2**3 7//2 s^@p x:=1"))
                .containsExactly(("x :: INT [ ] a -> b j ->> 'k' { 'a' : 1 } items [ ] . price [ 1 : 2 ] f ( n => 1 ) "
                                + "a <> b a != b a = - 1 2 ** 3 7 // 2 s ^@ p x := 1")
                        .split(" "));
        assertThat(SqlTokens.split("$1").get(0).kind()).isEqualTo(PARAMETER);
        assertThat(texts("${x}")).containsExactly("$", "{", "x", "}");
    }

    @Test
    void offsetsAreThoseOfTheStringBeyondTheBasicPlane() {
        String sql = "SELECT '\uD83D\uDE00' AS \uD83D\uDE00x, y";
        SqlToken last = SqlTokens.split(sql).get(5);
        assertThat(sql.substring(last.start(), last.end())).isEqualTo("y").isEqualTo(last.text());
        assertThat(SqlTokens.split(sql).get(3).text()).isEqualTo("\uD83D\uDE00x");
    }

    @Test
    void blanksOfUnicodeSeparate() {
        assertThat(texts("a\u00A0b\u3000c")).containsExactly("a", "b", "c");
    }

    @Property(tries = 2000)
    void tokensAreInOrderAndNothingButBlanksAndCommentsIsLeftOut(@ForAll("texts") String sql) {
        int end = 0;
        for (SqlToken token : SqlTokens.split(sql)) {
            assertThat(token.start()).isGreaterThanOrEqualTo(end);
            assertThat(token.end()).isGreaterThan(token.start());
            assertThat(sql.substring(token.start(), token.end())).isEqualTo(token.text());
            assertThat(sql.substring(end, token.start())).matches("(?s)(\\s|--.*|/\\*.*)*");
            end = token.end();
        }
    }

    @Property(tries = 2000)
    void tokensJoinedByBlanksSplitIntoTheSameTokens(@ForAll("texts") String sql) {
        List<String> texts = texts(sql);
        assertThat(texts(String.join(" ", texts))).isEqualTo(texts);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> parts = Arbitraries.of(
                "SELECT",
                "a",
                "$x",
                "$$",
                "$t$",
                "'",
                "''",
                "\"",
                "E'",
                "\\",
                "1",
                ".",
                "e5",
                "-",
                "/*",
                "*/",
                "--",
                "\n",
                " ",
                "::",
                "->",
                "=",
                ">",
                "<",
                "(",
                ")",
                "[",
                "]",
                "{",
                "}",
                "$",
                "\uD83D\uDE00",
                "\uD83D",
                "é",
                ";",
                "#");
        return parts.list().ofMaxSize(20).map(list -> String.join("", list));
    }

    private static List<String> texts(String sql) {
        return SqlTokens.split(sql).stream().map(SqlToken::text).toList();
    }
}
