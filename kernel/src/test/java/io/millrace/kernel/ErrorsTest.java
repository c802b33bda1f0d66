package io.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
    private static Fixture fixture;

    @BeforeAll
    static void open() {
        fixture = OrdersFixture.create();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT idd FROM orders                          | 1:8: MR2010: Cannot find column: idd (did you mean id)
            SELECT 'é€𝄞', nte FROM orders                   | 1:16: MR2010: Cannot find column: nte (did you mean note)
            SELECT * FROM orders WHERE $comit_time > now()  | 1:28: MR2010: Cannot find column: _comit_time (did you mean _commit_time)
            SELECT custmer.email FROM orders                | 1:8: MR2010: Cannot find what is named: custmer (did you mean customer)
            SELECT email FROM orders                        | 1:8: MR2010: Cannot find column: email (did you mean customer.email)
            SELECT customer.emial FROM orders               | 1:17: MR2010: Cannot find field: emial (did you mean email)
            SELECT o.customer.emial FROM lake.raw.orders o  | 1:19: MR2010: Cannot find field: emial (did you mean email)
            SELECT lake.raw.orders.nte FROM lake.raw.orders | 1:8: MR2010: Cannot find column: lake.raw.orders.nte (did you mean note)
            SELECT mdd5(note) FROM orders                   | 1:8: MR2012: Cannot find function: mdd5 (did you mean md5)
            SELECT id, md5(customer) FROM orders            | 1:12: MR2101: Cannot call with these arguments: md5 (there is md5(bytes BLOB) -> BLOB; md5(text VARCHAR) -> VARCHAR)
            SELECT id, duckdb.md5(customer) FROM orders     | 1:12: MR2101: Cannot call with these types: md5(STRUCT(email VARCHAR, tier VARCHAR)) (cast an argument; there is md5(string VARCHAR) -> VARCHAR; md5(blob BLOB) -> VARCHAR)
            SELECT reduce([id]) FROM orders                 | 1:8: MR2101: Cannot call with 1 arguments: reduce (there is reduce(
            SELECT zip_with([1], [2], x -> 1) FROM orders   | 1:27: MR2101: Cannot call with a lambda of 1 parameters
            SELECT transform([id], x -> x + nte) FROM orders | 1:33: MR2010: Cannot find column: nte (did you mean note)
            SELECT id, array_sum(note) FROM orders          | 1:1: MR2101: Cannot call with these types: list_aggr
            SELECT id FROM ordrs                            | 1:16: MR2001: Cannot find table: lake.raw.ordrs (did you mean lake.raw.orders)
            SELECT id FROM a.b.c.d                          | 1:16: MR2001: Cannot find table: a.b.c.d
            SELECT id FROM 'orders.parquet'                 | 1:16: MR2001: Cannot find table: lake.raw.orders.parquet
            SELECT id, FROM orders WHERE                    | 1:24: MR1001: Cannot parse the query: syntax error at or near "WHERE"
            SELECT table FROM orders                        | 1:8: MR1001: Cannot parse the query: syntax error at or near "table" (as a name it stands in double quotes: "table")
            SELECT ?  FROM orders                           | 1:8: MR1001
            SELECT $1 FROM orders                           | 1:8: MR1001: Cannot use a parameter: $1
            SELECT 1; SELECT 2                              | 1:1: MR1001: Cannot take 2 statements as one query
            DROP TABLE orders                               | 1:1: MR2102: Cannot run this as a query
            SELECT email FROM customers a, customers b      | 1:8: MR2102: Cannot run the query: ambiguous reference to column name "email"
            SELECT id, count(*) FROM orders                 | 1:8: MR2102: Cannot run the query: column "id" must appear in the GROUP BY clause
            SELECT * FROM read_csv('/etc/passwd')           | 1:1: MR2102: Cannot read
            SELECT x AS y, y AS x FROM customers            | 1:8: MR2102: Cannot run the query: column "x" referenced that exists in the SELECT clause
            SELECT * FROM customers AS c(a, b, d, e)        | 1:
            """)
    void pointsToThePlace(String sql, String message) {
        assertThatThrownBy(() -> fixture.bind(sql))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.describe()).startsWith("w.sql:" + message));
    }

    @Test
    void countsLinesFromTheOriginOfTheText() {
        SelectText text =
                new SelectText("SELECT id,\n  lower(nte) -- é\nFROM orders", new SourceLocation("job.sql", 10, 5));

        assertThatThrownBy(() -> fixture.session.bind(fixture.session.analyze(text, Fixture.DEFAULTS), fixture::find))
                .isInstanceOfSatisfying(MillraceException.class, e -> {
                    assertThat(e.location()).contains(new SourceLocation("job.sql", 11, 9));
                    assertThat(e.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT id, CAST(note AS INT) AS n FROM orders | w.sql:1:12: MR4006: Cannot compute: could not convert string 'late' to INT32
            SELECT error('stop') FROM orders              | w.sql:1:1: MR4006: Cannot compute: stop
            """)
    void pointsToTheExpressionThatFails(String sql, String message) {
        assertThatThrownBy(() -> fixture.rows(sql))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.describe()).startsWith(message));
        assertThat(fixture.rows("SELECT 1 AS a")).containsExactly("{\"a\":1}");
    }

    @Test
    void readsNothingButTheLake(@TempDir Path elsewhere) throws Exception {
        Path file = Files.writeString(elsewhere.resolve("secret.csv"), "a,b\n1,2\n");

        assertThatThrownBy(() -> fixture.rows("SELECT * FROM read_csv('" + file + "')"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("Cannot read");
    }

    @Test
    void interruptsARunningQuery() throws Exception {
        String sql = "SELECT sum(a.range * b.range) AS s FROM range(10000000) a, range(10000000) b";
        try (KernelSession session = fixture.session.duplicate()) {
            BoundSelect bound = session.bind(session.analyze(text(sql), Fixture.DEFAULTS), fixture::find);
            Thread canceller = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    session.interrupt();
                    Thread.onSpinWait();
                }
            });
            canceller.start();
            try {
                assertThatThrownBy(() -> session.stream(Projection.stored(bound), fixture::find, RunTimes.NONE)
                                .next())
                        .isInstanceOfSatisfying(
                                MillraceException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            } finally {
                canceller.interrupt();
                canceller.join();
            }
        }
    }

    private static SelectText text(String sql) {
        return new SelectText(sql, new SourceLocation("w.sql", 1, 1));
    }
}
