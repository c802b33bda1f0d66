package io.millrace.kernel.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.select.SelectText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallRewriterTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            SELECT a, lower(b) FROM t                           ; SELECT a, lower(b) FROM t
            SELECT to_lower(b) FROM t                           ; SELECT lower(b) FROM t
            SELECT split ( a , ',' )                            ; SELECT fn.split( a , ',' )
            SELECT SPLIT(to_upper(a), ',')                      ; SELECT fn.split(upper(a), ',')
            SELECT duckdb.split(a, duckdb.md5(b))               ; SELECT system.main.split(a, system.main.md5(b))
            SELECT string_min(DISTINCT x ORDER BY y) FILTER (WHERE md5(x) = 'a') ; SELECT min(DISTINCT x ORDER BY y) FILTER (WHERE fn.md5(x) = 'a')
            SELECT count_distinct(x) FILTER (WHERE y) OVER (ORDER BY z), 1 ; SELECT count(DISTINCT x) FILTER (WHERE y) OVER (ORDER BY z), 1
            SELECT transform(a, x -> x + 1)                     ; SELECT list_transform(a, lambda x: x + 1)
            SELECT list_transform(a, (x, i) -> x + i)           ; SELECT list_transform(a, lambda x, i: x + i)
            SELECT list_transform(a, lambda x, i: md5(x))       ; SELECT list_transform(a, lambda x, i: fn.md5(x))
            SELECT transform(a, x -> transform(x, y -> md5(y))) ; SELECT list_transform(a, lambda x: list_transform(x, lambda y: fn.md5(y)))
            SELECT j -> '$.a', j->>'$.b'                        ; SELECT j -> '$.a', j->>'$.b'
            SELECT sum(x) FILTER (WHERE x > 1)                  ; SELECT sum(x) FILTER (WHERE x > 1)
            SELECT trim(BOTH 'x' FROM a), trim(a)               ; SELECT trim(BOTH 'x' FROM a), fn.trim(a)
            SELECT substring(a FROM 2 FOR 3)                    ; SELECT substring(a FROM 2 FOR 3)
            SELECT CAST(a AS MAP(VARCHAR, INT)), b::MAP(INT, INT) ; SELECT CAST(a AS MAP(VARCHAR, INT)), b::MAP(INT, INT)
            SELECT split.a FROM (SELECT 1) split(a)             ; SELECT split.a FROM (SELECT 1) split(a)
            SELECT x.split(','), "split"(a, ',')                ; SELECT x.split(','), "split"(a, ',')
            SELECT ZIP('a,b', x[], y[])                         ; SELECT ZIP('a,b', x[], y[])
            SELECT * REPLACE (1 AS a) FROM t                    ; SELECT * REPLACE (1 AS a) FROM t
            SELECT regexp_replace(a, 'x', 'y', 'g')             ; SELECT system.main.regexp_replace(a, 'x', 'y', 'g')
            SELECT a * mod(b, 2)                                ; SELECT a * fn.mod(b, 2)
            SELECT filter(a, x -> x IN (1, 2))                  ; SELECT list_filter(a, lambda x: x IN (1, 2))
            FROM repeat('a', 3) SELECT repeat(b, 2)             ; FROM repeat('a', 3) SELECT fn.repeat(b, 2)
            SELECT a IS DISTINCT FROM to_lower(b)               ; SELECT a IS DISTINCT FROM lower(b)
            SELECT zip(x, y)                                    ; SELECT list_zip(x, y)
            """)
    void writesWhatDuckdbKnows(String sql, String expected) {
        assertThat(rewrite(sql).text().text()).isEqualTo(expected);
    }

    @Test
    void leavesATextAloneThatNeedsNothing() {
        SelectText text = new SelectText("SELECT a FROM t", new SourceLocation("w.sql", 1, 1));

        assertThat(CallRewriter.rewrite(FunctionLibrary.get(), text).text()).isSameAs(text);
    }

    @Test
    void saysWhatHasToBeInstalled() {
        assertThat(rewrite("SELECT split(md5(a), ','), all_match(b, x -> x), upper(c)")
                        .functions())
                .containsExactlyInAnyOrder("split", "md5", "all_true");
    }

    @Test
    void knowsWhereEverythingWasWritten() {
        String sql = "SELECT transform(items, x -> x + price), to_lower(name) FROM t";
        SelectText text = rewrite(sql).text();

        for (String word : new String[] {"items", "price", "name", "t"}) {
            int column = sql.lastIndexOf(word) + 1;
            assertThat(text.location(text.text().lastIndexOf(word)).column())
                    .as(word)
                    .isEqualTo(column);
        }
    }

    @Test
    void refusesANumberOfArgumentsThatIsNotTaken() {
        assertThatThrownBy(() -> rewrite("SELECT a,\n  filter(b)"))
                .isInstanceOfSatisfying(MillraceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TYPE_MISMATCH);
                    assertThat(e.location()).contains(new SourceLocation("w.sql", 2, 3));
                });
    }

    private static CallRewriter.Rewritten rewrite(String sql) {
        return CallRewriter.rewrite(FunctionLibrary.get(), new SelectText(sql, new SourceLocation("w.sql", 1, 1)));
    }
}
