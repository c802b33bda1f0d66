package io.millrace.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.kernel.Fixture;
import io.millrace.kernel.select.SelectText;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be kept in a materialized view, or joined, is refused at its place. */
class ViewErrorsTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = new Fixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT k, last(x) AS x FROM t | w.sql:1:1: MR2121: Cannot keep a view without keys: GROUP BY is missing
            SELECT k, y + count(*) AS n FROM t GROUP BY k | w.sql:1:11: MR2121: Cannot keep a column beside aggregates that is no key: y
            SELECT k, count(*) FROM t GROUP BY k | w.sql:1:11: MR2104: Cannot keep an expression without a name: count(*)
            SELECT k, median(x) AS m FROM t GROUP BY k | w.sql:1:11: MR2121: Cannot keep aggregate in a materialized view: median
            SELECT k, sum(DISTINCT x) AS m FROM t GROUP BY k | w.sql:1:11: MR2121: Cannot keep in a materialized view: sum(DISTINCT x)
            SELECT k, last_k(x, n) AS m FROM t GROUP BY k | w.sql:1:11: MR2121: Cannot keep so many values in LAST_K: n
            SELECT k FROM t GROUP BY k | w.sql:1:1: MR2121: Cannot keep a view without aggregates
            SELECT count(*) AS n FROM t GROUP BY k | w.sql:1:22: MR2121: Cannot keep a view that does not select each key of its GROUP BY
            SELECT *, count(*) AS n FROM t GROUP BY k | w.sql:1:8: MR2121: Cannot keep a view of *
            SELECT k, count(*) AS k FROM t GROUP BY k | w.sql:1:11: MR2011: Cannot keep two columns of one name: k
            SELECT k, count(*) AS n FROM t GROUP BY k HAVING count(*) > 1 | w.sql:1:1: MR2121: Cannot keep a view with HAVING
            SELECT k, count(*) AS n FROM t GROUP BY k ORDER BY 1 | w.sql:1:1: MR2121: Cannot keep a view with DISTINCT, ORDER BY and LIMIT
            SELECT k, count(*) AS n FROM t JOIN u ON t.a = u.a GROUP BY k | w.sql:1:37: MR2121: Cannot keep a view of 2 tables
            SELECT k, list(x ORDER BY y) AS n FROM t GROUP BY k | w.sql:1:11: MR2121: Cannot keep an aggregate with ORDER BY
            SELECT k, sum(count(*)) OVER () AS n FROM t GROUP BY k | w.sql:1:11: MR2121: Cannot keep a column that holds a query or a window
            SELECT k, count(*) AS n FROM t JOIN u WHERE a = 1 GROUP BY k | w.sql:1:32: MR2120: Cannot join without a condition: ON is missing
            """)
    void isRefused(String sql, String expected) {
        SelectText text = new SelectText(sql, new SourceLocation("w.sql", 1, 1));
        MillraceException error =
                catchThrowableOfType(MillraceException.class, () -> fixture.session.view(text, Fixture.DEFAULTS));
        assertThat(error).as("it is refused").isNotNull();
        assertThat(error.describe()).startsWith(expected);
    }
}
